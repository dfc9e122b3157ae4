//! PDFs read back by a library that had no part in making them: text, structure, fonts, attachments.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Encoding, Object, ObjectId, decode_text_string};

/// A PDF with its parsed objects.
pub(crate) struct Pdf {
    /// Its path below `reports/`.
    pub(crate) pfad: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) document: Document,
    stuecke: OnceLock<Vec<(ObjectId, Vec<Stueck>)>>,
}

/// A run of text on a page, and the number that ties it to the structure; none for page head, foot, and ornament.
struct Stueck {
    marke: Option<i64>,
    text: String,
}

/// A file attached to a PDF.
pub(crate) struct Anhang {
    pub(crate) name: String,
    pub(crate) mime: String,
    pub(crate) beziehung: String,
    pub(crate) bytes: Vec<u8>,
}

/// An element of the structure that a screen reader follows.
#[derive(Debug, Default)]
pub(crate) struct Element {
    /// Its type in the standard's names, role map applied.
    pub(crate) art: String,
    /// Scope of a header cell.
    pub(crate) scope: Option<String>,
    /// Name of a header cell.
    pub(crate) id: Option<Vec<u8>>,
    /// Names of the header cells of a cell.
    pub(crate) headers: Vec<Vec<u8>>,
    pub(crate) alt: Option<String>,
    pub(crate) kinder: Vec<Kind>,
}

/// What is in an element.
#[derive(Debug)]
pub(crate) enum Kind {
    Element(Element),
    Text(String),
}

impl Element {
    pub(crate) fn elemente(&self) -> impl Iterator<Item = &Self> {
        self.kinder.iter().filter_map(|kind| match kind {
            Kind::Element(element) => Some(element),
            Kind::Text(_) => None,
        })
    }

    /// The element and all below it, in reading order.
    pub(crate) fn alle(&self) -> Vec<&Self> {
        let mut all = vec![self];
        for element in self.elemente() {
            all.extend(element.alle());
        }
        all
    }

    /// All text in reading order; elements of their own line are parted by line breaks.
    pub(crate) fn text(&self) -> String {
        let inline = ["Span", "Strong", "Em", "Lbl", "Figure"].contains(&self.art.as_str());
        let mut text = String::new();
        for kind in &self.kinder {
            match kind {
                Kind::Text(part) => text.push_str(part),
                Kind::Element(element) => text.push_str(&element.text()),
            }
        }
        if inline { text } else { format!("{text}\n") }
    }
}

impl Pdf {
    pub(crate) fn read(pfad: String, bytes: Vec<u8>) -> Self {
        let document = Document::load_mem(&bytes).expect("a readable PDF");
        Self { pfad, bytes, document, stuecke: OnceLock::new() }
    }

    /// All text of a page as it is drawn, head and foot included; pages count from 1.
    pub(crate) fn page_text(&self, page: usize) -> String {
        let (_, stuecke) = &self.stuecke()[page - 1];
        stuecke.iter().map(|stueck| stueck.text.as_str()).collect::<Vec<_>>().join("\n")
    }

    /// All text of all pages as it is drawn.
    pub(crate) fn text(&self) -> String {
        (1..=self.stuecke().len()).map(|page| self.page_text(page)).collect::<Vec<_>>().join("\n")
    }

    fn stuecke(&self) -> &[(ObjectId, Vec<Stueck>)] {
        self.stuecke.get_or_init(|| self.document.page_iter().map(|page| (page, self.read_page(page))).collect())
    }

    fn read_page(&self, page: ObjectId) -> Vec<Stueck> {
        let document = &self.document;
        let encodings: BTreeMap<Vec<u8>, Encoding> = document
            .get_page_fonts(page)
            .expect("fonts")
            .into_iter()
            .map(|(name, font)| (name, font.get_font_encoding(document).expect("a way back from glyphs to text")))
            .collect();
        let content = Content::decode(&document.get_page_content(page)).expect("a readable page");
        let mut stuecke: Vec<Stueck> = Vec::new();
        // Marked content nests: number, and the text that stands for what is drawn inside.
        let mut marken: Vec<(Option<i64>, bool)> = Vec::new();
        let mut encoding = None;
        for operation in &content.operations {
            let marke = marken.iter().rev().find_map(|(marke, _)| *marke);
            let mut push = |text: &str, begins: bool| match stuecke.last_mut() {
                Some(last) if last.marke == marke && !begins => last.text.push_str(text),
                _ => stuecke.push(Stueck { marke, text: text.to_owned() }),
            };
            match operation.operator.as_str() {
                "BDC" | "BMC" => {
                    let properties = operation.operands.get(1).and_then(|operand| operand.as_dict().ok());
                    let number = properties.and_then(|dict| dict.get(b"MCID").ok()).and_then(|id| id.as_i64().ok());
                    let instead = properties.and_then(|dict| dict.get(b"ActualText").ok());
                    if let Some(text) = instead {
                        push(&decode_text_string(text).expect("a text"), false);
                    }
                    marken.push((number, instead.is_some()));
                }
                "EMC" => {
                    marken.pop();
                }
                "BT" => push("", true),
                "Tf" => encoding = operation.operands[0].as_name().ok().and_then(|name| encodings.get(name)),
                "Tj" | "TJ" if !marken.iter().any(|(_, instead)| *instead) => {
                    let encoding = encoding.expect("a font before text");
                    let parts = match &operation.operands[0] {
                        Object::Array(parts) => parts.as_slice(),
                        _ => operation.operands.as_slice(),
                    };
                    for part in parts.iter().filter_map(|part| part.as_str().ok()) {
                        push(&Document::decode_text(encoding, part).expect("a text"), false);
                    }
                }
                _ => {}
            }
        }
        stuecke
    }

    /// The structure tree, beginning with the document.
    pub(crate) fn struktur(&self) -> Element {
        let catalog = self.document.catalog().expect("a catalog");
        let root = self.dict(catalog.get(b"StructTreeRoot").expect("a structure"));
        let roles = root.get(b"RoleMap").ok().map(|roles| self.dict(roles));
        let mut texts: HashMap<(ObjectId, i64), String> = HashMap::new();
        for (page, stuecke) in self.stuecke() {
            for stueck in stuecke {
                if let Some(marke) = stueck.marke {
                    texts.entry((*page, marke)).or_default().push_str(&stueck.text);
                }
            }
        }
        let leser = Leser { pdf: self, roles, texts };
        let mut top = Element { art: "StructTreeRoot".to_owned(), ..Element::default() };
        leser.kinder(root, None, &mut top);
        top
    }

    /// Names of the fonts, without the tag of the subset; each must be embedded.
    pub(crate) fn schriften(&self) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        for dict in self.document.objects.values().filter_map(|object| object.as_dict().ok()) {
            if !dict.has_type(b"Font") {
                continue;
            }
            let name = String::from_utf8_lossy(dict.get(b"BaseFont").and_then(Object::as_name).expect("a name"));
            names.insert(name.split_once('+').map_or(&*name, |(_, name)| name).to_owned());
            if let Ok(descriptor) = dict.get(b"FontDescriptor") {
                let embedded = self.dict(descriptor).iter().any(|(key, _)| key.starts_with(b"FontFile"));
                assert!(embedded, "{}: {name} is not embedded", self.pfad);
            }
        }
        names
    }

    /// The attached files.
    pub(crate) fn anhaenge(&self) -> Vec<Anhang> {
        let catalog = self.document.catalog().expect("a catalog");
        let associated = catalog.get(b"AF").expect("associated files");
        let associated = self.resolve(associated).as_array().expect("a list");
        associated
            .iter()
            .map(|entry| {
                let spec = self.dict(entry);
                let file = self.dict(spec.get(b"EF").expect("an embedded file")).get(b"F").expect("a file");
                let stream = self.resolve(file).as_stream().expect("a stream");
                let name = |dict: &Dictionary, key: &[u8]| {
                    let name = dict.get(key).and_then(Object::as_name).expect("a name");
                    String::from_utf8_lossy(name).into_owned()
                };
                Anhang {
                    name: decode_text_string(spec.get(b"UF").expect("a file name")).expect("a text"),
                    mime: name(&stream.dict, b"Subtype"),
                    beziehung: name(spec, b"AFRelationship"),
                    bytes: stream.decompressed_content().unwrap_or_else(|_| stream.content.clone()),
                }
            })
            .collect()
    }

    /// The object behind a reference, or the object itself.
    pub(crate) fn resolve<'a>(&'a self, object: &'a Object) -> &'a Object {
        self.document.dereference(object).expect("an object").1
    }

    fn dict<'a>(&'a self, object: &'a Object) -> &'a Dictionary {
        self.resolve(object).as_dict().expect("a dictionary")
    }
}

/// Reads the structure of one PDF.
struct Leser<'a> {
    pdf: &'a Pdf,
    roles: Option<&'a Dictionary>,
    texts: HashMap<(ObjectId, i64), String>,
}

impl Leser<'_> {
    fn kinder(&self, dict: &Dictionary, page: Option<ObjectId>, into: &mut Element) {
        let page = dict.get(b"Pg").and_then(Object::as_reference).ok().or(page);
        let Ok(kids) = dict.get(b"K") else { return };
        match self.pdf.resolve(kids) {
            Object::Array(kids) => kids.iter().for_each(|kid| self.kind(kid, page, into)),
            kid => self.kind(kid, page, into),
        }
    }

    fn kind(&self, kid: &Object, page: Option<ObjectId>, into: &mut Element) {
        match self.pdf.resolve(kid) {
            Object::Integer(marke) => into.kinder.push(self.inhalt(page, *marke)),
            Object::Dictionary(dict) if dict.has_type(b"MCR") => {
                let page = dict.get(b"Pg").and_then(Object::as_reference).ok().or(page);
                into.kinder.push(self.inhalt(page, dict.get(b"MCID").and_then(Object::as_i64).expect("a number")));
            }
            Object::Dictionary(dict) if dict.has_type(b"OBJR") => {}
            Object::Dictionary(dict) => {
                let mut element = self.element(dict);
                self.kinder(dict, page, &mut element);
                into.kinder.push(Kind::Element(element));
            }
            other => panic!("{}: {other:?} in the structure", self.pdf.pfad),
        }
    }

    fn inhalt(&self, page: Option<ObjectId>, marke: i64) -> Kind {
        let page = page.expect("a page of the content");
        Kind::Text(self.texts.get(&(page, marke)).cloned().unwrap_or_default())
    }

    fn element(&self, dict: &Dictionary) -> Element {
        let name = dict.get(b"S").and_then(Object::as_name).expect("a type");
        let role = self.roles.and_then(|roles| roles.get(name).and_then(Object::as_name).ok()).unwrap_or(name);
        let attributes = dict.get(b"A").ok().map(|attributes| match self.pdf.resolve(attributes) {
            Object::Array(list) => list.iter().map(|entry| self.pdf.resolve(entry)).collect(),
            single => vec![single],
        });
        let attributes: Vec<&Dictionary> =
            attributes.unwrap_or_default().into_iter().filter_map(|attribute| attribute.as_dict().ok()).collect();
        let attribute = |name: &[u8]| attributes.iter().find_map(|attribute| attribute.get(name).ok());
        let scope = attribute(b"Scope").and_then(|scope| scope.as_name().ok());
        let headers = attribute(b"Headers").map(|headers| self.pdf.resolve(headers).as_array().expect("a list"));
        let string = |object: &Object| object.as_str().expect("a name").to_vec();
        Element {
            art: String::from_utf8_lossy(role).into_owned(),
            scope: scope.map(|scope| String::from_utf8_lossy(scope).into_owned()),
            id: dict.get(b"ID").ok().map(string),
            headers: headers.map(|headers| headers.iter().map(string).collect()).unwrap_or_default(),
            alt: dict.get(b"Alt").ok().map(|alt| decode_text_string(alt).expect("a text")),
            kinder: Vec::new(),
        }
    }
}
