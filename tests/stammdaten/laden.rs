/// Master data of a JSON file, as far as taking in deliveries needs them. Meant to be included where
/// `Stammdaten` is in scope.
pub fn stammdaten_from_json(text: &str) -> Stammdaten {
    fn part<T: serde::de::DeserializeOwned>(json: &serde_json::Value, key: &str) -> T {
        serde_json::from_value(json[key].clone()).unwrap_or_else(|error| panic!("{key}: {error}"))
    }
    let mut json: serde_json::Value = serde_json::from_str(text).expect("valid JSON");
    let settings: serde_json::Map<String, serde_json::Value> =
        ["schema", "stand", "jahre", "alle_personen_erfunden", "amt", "regeln"]
            .into_iter()
            .filter_map(|key| Some((key.to_owned(), json.get(key)?.clone())))
            .collect();
    json["einstellungen"] = serde_json::Value::Object(settings);
    Stammdaten {
        einstellungen: part(&json, "einstellungen"),
        regionen: part(&json, "regionen"),
        raeume: part(&json, "raeume"),
        hilfearten: part(&json, "hilfearten"),
        konten: part(&json, "konten"),
        massnahmen: part(&json, "massnahmen"),
        traeger: Vec::new(),
        kriterien: Vec::new(),
        budgets: Vec::new(),
        budgetbewegungen: Vec::new(),
        stundennachweise: Vec::new(),
        evaluationen: Vec::new(),
        nachweise: Vec::new(),
        sozialraumteams: Vec::new(),
        sitzungen: Vec::new(),
        ausschusssitzungen: Vec::new(),
        verteiler: Vec::new(),
        ferien: Vec::new(),
    }
}
