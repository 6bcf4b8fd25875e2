//! Headers in six languages, with the labels of the codebook that the tool ships.

// Tests may know the later stages.
#[cfg(test)]
use super::*;
use crate::code::Codebook;
use crate::resolve::Gazetteer;

fn shipped() -> Vocabulary {
    let mut problems = Diagnostics::new();
    let codebook = Codebook::from_toml(Codebook::builtin_text(), "codebook.toml", &mut problems).unwrap();
    let vocabulary =
        Vocabulary::from_toml(Vocabulary::builtin_text(), "templates/columns.toml", &mut problems);
    assert_eq!(problems.sorted(), []);
    vocabulary.unwrap().with_themes(&codebook.header_labels())
}

fn said(column: Option<Column>) -> String {
    match column {
        Some(Column::Field(meaning)) => name_of(meaning).to_owned(),
        Some(Column::Theme(theme)) => format!("theme:{theme}"),
        Some(Column::Detail(theme, meaning)) => format!("{}:{theme}", name_of(meaning)),
        Some(Column::NotUsed) => "not used".to_owned(),
        None => "?".to_owned(),
    }
}

#[test]
fn every_label_of_the_codebook_is_its_theme() {
    let vocabulary = shipped();
    let codebook = Codebook::from_toml(Codebook::builtin_text(), "codebook.toml", &mut Diagnostics::new());
    for theme in codebook.unwrap().themes() {
        for label in [&theme.id, &theme.name, &theme.short].into_iter().chain(&theme.headers) {
            assert_eq!(vocabulary.theme(label).as_deref(), Some(&*theme.id), "{label}");
        }
    }
}

/// Each line is what the headers after it say.
fn check(lines: &str) {
    let vocabulary = shipped();
    let mut wrong = Vec::new();
    let mut tried = 0;
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (expected, headers) = line.split_once(" = ").unwrap();
        for header in headers.split(" | ") {
            tried += 1;
            let found = said(vocabulary.column(header));
            if found != expected {
                wrong.push(format!("{header}: {found}, not {expected}"));
            }
        }
    }
    assert!(tried > 5 && wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn fields_in_six_languages() {
    check(
        "country = Land | Länder | LAND | Staat | País | Paese | Stato | Pays | Nom du pays | Name of the country | Nome do país
         country = NAP country | State (ISO) | Estado | Estados | Nombre del país | Ländername | Country / Land | Pays/País
         iso = Ländercode | Código ISO | Codice paese | Code pays | ISO 3166-1 alpha-3 | M49 code | ISO-Code
         period = Laufzeit | Zeitraum | Jahr | período | Periodo del plan | Anno | Ano | Yr | Date launched | Publication date
         period = Year adopted | Date d'adoption | Verabschiedung | Fecha de aprobación | Data di adozione | Período de vigência
         start = Beginn | Startjahr | Début | Año de inicio | Início | Anno di inizio | Start year | von | Desde | Year (start)
         end = Ende | Endjahr | Fin | Año de fin | Fim | Fine | Anno finale | End year | bis | Hasta | Até | Fino al
         period = Which years does the plan cover? | Quelle est la période ? | In welchem Jahr?
         country = Which country? | Quel pays ? | ¿Qué país? | Welches Land?
         region = Kontinent | Weltregion | Région | Região | Regione | Sub-region | Continente
         theme = Thema | Themenfeld | Tema | Thème | Thematic focus | Theme (code) | Argomento | Assunto | Área temática
         level = Bewertung | Kodierung | Einstufung | Niveau | Nivel | Nível | Livello | Coded as | Strength of language | Punteggio
         level = Score (0–2) | Pontuação | Codificación | Stufe (0-3) | Livello di copertura | Degré de couverture
         passage = Textstelle | Zitat | Auszug | Wortlaut | Extrait | Trecho | Estratto | Verbatim text | Texto literal | Brano
         passage = Maßnahme | MASSNAHMEN | Citation | Citação | Citazione | Medida | Misura | Excerpt from the NAP
         statement = Feststellung | Constat | Constatação | Constatazione | Afirmación de la fuente
         section = Fundstelle | Abschnitt | Kapitel | Chapitre | Seção | Sezione | Para. | Where in NAP | Location in the NAP | Capítulo
         page = Seite | Seite(n) | Página | Pagina | Pág. | N° de page | PDF page | Pag. | Page(s)
         document = Quelle | Fonte | Fuente | Source | Weblink | Instrument | Título | Titolo del documento | Dateiname | Enlace
         note = Anmerkung | Anmerkungen | Bemerkung | Observações | Note | Remarques | Osservazioni | Commenti | Comentarios",
    );
}

#[test]
fn columns_that_are_deliberately_not_used() {
    check(
        "not used = Adopted by | Coded by | Lead ministry | Responsible | Indicator | Timeline | Deadline | Timeline/deadline
         not used = Status of implementation | Language | Coder | Date coded | Coding date | No. | N° | # | Date accessed
         not used = Adopté par | Ministère responsable | Indicateur | Langue | Échéance | Codeur | État d'avancement
         not used = Adoptado por | Responsable | Indicador | Idioma | Plazo | Estado de implementación | Fecha de codificación
         not used = Verabschiedet von | Federführung | Zuständigkeit | Indikator | Sprache | Frist | Umsetzungsstand | Kodierer
         not used = Adotado por | Ministério responsável | Língua | Prazo | Orçamento | Estado da implementação
         not used = Adottato da | Ente responsabile | Lingua | Scadenza | Stato di attuazione | Codificatore",
    );
}

#[test]
fn themes_in_six_languages() {
    check(
        "theme:ict = ICT | TIC | IKT | Tecnologías de la información y la comunicación | Tecnologias da informação | Numérique
         theme:ict = IT | IKT und Elektronik | Is IT addressed? | Wird IKT behandelt? | Secteur des TIC | Digitalisierung
         theme:ai = AI | IA | KI | ai | A.I. | Künstliche Intelligenz | KUNSTLICHE INTELLIGENZ | Intelligence artificielle (IA)
         theme:ai = Inteligencia artificial | Inteligência artificial | Intelligenza artificiale | AI (0-2) | ai_score | score_ai
         theme:ai = Does the plan address AI? | Y a-t-il une référence à l’intelligence artificielle ? | Wird KI behandelt?
         theme:ai = Il piano tratta l'intelligenza artificiale? | ¿Menciona el plan la inteligencia artificial? | Q3. Does the NAP mention AI?
         theme:ai = O plano menciona a IA? | Le PAN aborde-t-il l’IA ?
         theme:privacy = Datenschutz | Vie privée | Privacidad | Privacidade | Privacy | Protección de datos | Riservatezza
         theme:privacy = Proteção de dados pessoais | Schutz der Privatsphäre | PRIVACY & DATA PROTECTION | Protection des données
         theme:privacy = Does the plan refer to privacy? | Wird der Datenschutz erwähnt?
         theme:remedy = Accesso ai rimedi | accesso ai rimedi | ACCESSO AI RIMEDI | Zugang zu Abhilfe | Abhilfe | Accès aux voies de recours
         theme:remedy = Acceso a la reparación | Acesso à reparação | Riferimento ai rimedi | Access to remedy (Pillar III)
         theme:remedy = Is it about remedy? | Y a-t-il une référence à l’accès aux recours ?
         passage:ai = KI Zitat | AI: quote | Extrait (IA)
         page:privacy = Datenschutz – Seite | Privacidad (página)
         note:remedy = Note: accesso ai rimedi | Abhilfe Anmerkung",
    );
}

#[test]
fn what_says_two_things_or_is_not_known_is_not_guessed() {
    check(
        "? = ICT and AI | Datenschutz und KI | TIC / IA | Page/section | Colour | Farbe | Is it? | Accesso ai | Type of measure
         ? = no | non | nein | Does it contain measures? | Year of the moon | Country code of conduct | Adopted measures by year",
    );
}

#[test]
fn a_status_beside_a_country_is_known() {
    let vocabulary = shipped();
    for header in ["Estado", "Stato", "ÉTAT", "Status", "Estado*"] {
        assert!(vocabulary.is_status(header), "{header}");
    }
    assert!(!vocabulary.is_status("País") && !vocabulary.is_status("Estado de implementación"));
}

#[test]
fn furniture_in_six_languages_and_no_country_among_it() {
    let vocabulary = shipped();
    for text in [
        "Summe",
        "Gesamt",
        "Mittelwert",
        "Média",
        "Totale",
        "Anmerkung: siehe Anhang",
        "Quelle: eigene",
        "Legende",
        "Fonte: ministero",
        "n = 12",
        "Anzahl",
        "Número de países",
        "Nombre de pays (n = 4)",
        "AFRIKA",
        "Amérique latine",
        "Europa",
        "Oceania",
        "Westeuropa",
        "Nota: dos codificadores",
        "Stand: Mai 2021",
        "Total (16)",
    ] {
        assert!(vocabulary.is_furniture(text), "{text}");
    }
    for title in ["Legende", "Kodierschlüssel", "Chave", "Legenda:", "Échelle", "Escala", "Key (levels)"] {
        assert!(vocabulary.is_key_title(title), "{title}");
    }
    let gazetteer = Gazetteer::builtin();
    let countries: Vec<_> =
        vocabulary.furniture.iter().filter(|word| gazetteer.find(word).country().is_some()).collect();
    assert!(countries.is_empty(), "{countries:?}");
    for country in gazetteer.iter() {
        for name in
            country.display.each().into_iter().map(|name| &**name).chain(country.short.each().map(|n| *n))
        {
            assert!(!vocabulary.is_furniture(name), "{name}");
            assert_eq!(vocabulary.theme(name), None, "{name}");
        }
    }
}

#[test]
fn a_word_that_is_listed_as_not_used_has_no_meaning_too() {
    let mut problems = Diagnostics::new();
    let text = "[columns]\ncountry = [\"country\"]\n[not_used]\ncolumns = [\"coder\", \"Country\"]\n";
    let vocabulary = Vocabulary::from_toml(text, "c.toml", &mut problems).unwrap();
    assert_eq!(said(vocabulary.column("Coder")), "not used");
    let told: Vec<_> = problems.sorted().into_iter().map(|p| p.message).collect();
    assert_eq!(told, ["`Country` has a meaning, and is listed as not used"]);
}
