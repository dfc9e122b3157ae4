"""Fills a blank Antragsbogen with openpyxl and with LibreOffice, for the tests. Cells are found by their names."""

import datetime
import pathlib
import subprocess
import sys
import time

FIELDS = {
    "antrag_titel": "Fahrradwerkstatt „Zwei Räder“",
    "antrag_rechtsgrundlage": "§ 74",
    "anlage1_raum_oyten": "x",
    "anlage1_raum_achim": "x",
    "anlage1_gremium": "Achim, Oyten",
    "anlage1_bedarf_festgestellt_am": datetime.date(2026, 5, 20),
    "anlage1_leistung": "Zwölf Nachmittage.\nWerkzeug & Teile inklusive.",
    "anlage1_bedarf": "Viele Kinder haben kein verkehrssicheres Fahrrad.",
    "anlage1_zielgruppe": "Kinder von 8 bis 14 Jahren",
    "anlage1_zielgruppe_beteiligt": "ja",
    "anlage1_ziel_01_ziel": "Kinder reparieren selbst.",
    "anlage1_ziel_01_indikator": "verkehrssichere Fahrräder",
    "anlage1_ziel_01_ausgangswert": 0,
    "anlage1_ziel_01_sollwert": 45,
    "anlage1_ziel_01_einheit": "Fahrräder",
    "anlage1_ziel_02_ziel": "Ehrenamtliche übernehmen die Anleitung.",
    "anlage1_ziel_02_indikator": "angeleitete Termine",
    "anlage1_ziel_02_ausgangswert": 1,
    "anlage1_ziel_02_sollwert": 6.5,
    "anlage1_ziel_02_einheit": "Termine",
    "anlage1_nachhaltig_weil": "das Werkzeug bleibt.",
    "anlage1_ort": "Jugendzentrum",
    "anlage1_zeitraum": "freitags",
    "anlage1_beginn": datetime.date(2026, 9, 4),
    "anlage1_ende": datetime.date(2026, 12, 18),
    "anlage1_evaluation": "Strichliste",
    "anlage2_traeger": "Kinderhafen Fantasien gGmbH",
    "anlage2_person_name": "Erfunden",
    "anlage2_person_vorname": "Eva",
    "anlage2_person_telefon": "04231 0815",
    "anlage2_person_anschrift": "Erfundene Straße 1, 28832 Achim",
    "anlage2_person_email": "eva@example.org",
    "anlage2_personal_01_art": "hauptamtlich",
    "anlage2_personal_01_qualifikation": "Sozialpädagogin",
    "anlage2_personal_01_stunden": 40,
    "anlage2_personal_01_satz": 58.4,
    "anlage2_personal_01_satzart": "Stundensatz",
    "anlage2_personal_03_art": "ehrenamtlich",
    "anlage2_personal_03_qualifikation": "Zweiradmechaniker",
    "anlage2_personal_03_stunden": 12.5,
    "anlage2_personal_03_satz": 8.5,
    "anlage2_personal_03_satzart": "Stundensatz",
    "anlage2_sach_01_bezeichnung": "Werkzeug",
    "anlage2_sach_01_betrag": 350,
    "anlage2_sach_02_bezeichnung": "Ersatzteile",
    "anlage2_sach_02_betrag": 149.9,
    "anlage2_einnahme_03_betrag": 200,
    "anlage2_ort_datum": "Achim, 01.06.2026",
}


def with_openpyxl(blank: pathlib.Path, out: pathlib.Path) -> None:
    import openpyxl

    book = openpyxl.load_workbook(blank)
    for name, value in FIELDS.items():
        ((sheet, cell),) = book.defined_names[name].destinations
        book[sheet][cell.replace("$", "")] = value
    book.save(out)


def with_libreoffice(blank: pathlib.Path, folder: pathlib.Path) -> None:
    import uno
    from com.sun.star.beans import PropertyValue

    office = subprocess.Popen(
        ["soffice", "--headless", "--norestore", "--accept=socket,host=localhost,port=2117;urp;"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        for _ in range(120):
            try:
                context = resolver.resolve("uno:socket,host=localhost,port=2117;urp;StarOffice.ComponentContext")
                break
            except Exception:
                time.sleep(1)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        hidden = PropertyValue(Name="Hidden", Value=True)
        document = desktop.loadComponentFromURL(blank.absolute().as_uri(), "_blank", 0, (hidden,))
        for name, value in FIELDS.items():
            place = document.NamedRanges.getByName(name).getReferredCells().RangeAddress
            cell = document.Sheets.getByIndex(place.Sheet).getCellByPosition(place.StartColumn, place.StartRow)
            if isinstance(value, datetime.date):
                cell.Value = (value - datetime.date(1899, 12, 30)).days
            elif isinstance(value, (int, float)):
                cell.Value = value
            else:
                cell.String = value
        document.calculateAll()
        for name, kind in [("libreoffice.xlsx", "Calc MS Excel 2007 XML"), ("libreoffice.ods", "calc8")]:
            target = (folder / name).absolute().as_uri()
            document.storeToURL(target, (PropertyValue(Name="FilterName", Value=kind),))
        document.close(True)
        desktop.terminate()
    finally:
        office.wait(60)


if __name__ == "__main__":
    source, target = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    for fill in (lambda: with_openpyxl(source, target / "openpyxl.xlsx"), lambda: with_libreoffice(source, target)):
        try:
            fill()
        except ImportError as missing:
            print(f"nicht vorhanden: {missing.name}", file=sys.stderr)
