//! The linked data: that it holds together, and that its selectors find the words.

mod fixture;

use std::collections::{BTreeMap, BTreeSet};

use sayso_report::jsonld;
use serde_json::Value;

fn parsed(run: &fixture::Run) -> Value {
    serde_json::from_str(&jsonld::brief(&run.briefing())).expect("is JSON")
}

fn text(value: &Value) -> &str {
    value.as_str().expect("is text")
}

fn nodes(document: &Value) -> &[Value] {
    document["@graph"].as_array().expect("is a list")
}

/// Every node by its id, and every id that is referred to: an object with nothing but an id is a reference.
fn ids<'a>(
    value: &'a Value,
    defined: &mut BTreeMap<&'a str, &'a Value>,
    referred: &mut BTreeSet<&'a str>,
) {
    match value {
        Value::Array(all) => all.iter().for_each(|v| ids(v, defined, referred)),
        Value::Object(fields) => {
            match fields.get("@id").map(text) {
                Some(id) if fields.len() == 1 => {
                    referred.insert(id);
                }
                Some(id) => assert!(defined.insert(id, value).is_none(), "{id} twice"),
                None => {}
            }
            fields.values().for_each(|v| ids(v, defined, referred));
        }
        _ => {}
    }
}

/// All names of fields and types below a value.
fn names<'a>(value: &'a Value, found: &mut BTreeSet<&'a str>) {
    match value {
        Value::Array(all) => all.iter().for_each(|v| names(v, found)),
        Value::Object(fields) => {
            found.extend(fields.keys().map(String::as_str));
            match fields.get("@type") {
                Some(Value::Array(types)) => found.extend(types.iter().map(text)),
                Some(one) => {
                    found.insert(text(one));
                }
                None => {}
            }
            fields.values().for_each(|v| names(v, found));
        }
        _ => {}
    }
}

#[test]
fn port_strike() {
    let run = fixture::port_strike();
    let document = parsed(&run);
    let node = |id: &str| {
        nodes(&document)
            .iter()
            .find(|n| n["@id"] == id)
            .expect("is there")
    };
    insta::assert_snapshot!(
        ["#d2", "#o1", "#s3", "#s3-content-1", "#s5", "#s12", "#c1"]
            .map(|id| serde_json::to_string_pretty(node(id)).expect("is JSON"))
            .join("\n")
    );
}

#[test]
fn every_id_exists_once_and_every_name_is_in_the_context() {
    for run in [fixture::port_strike(), fixture::copies_that_read("words")] {
        let document = parsed(&run);
        let (mut defined, mut referred) = (BTreeMap::new(), BTreeSet::new());
        ids(&document["@graph"], &mut defined, &mut referred);
        assert!(referred.len() > 5, "{referred:?}");
        for id in referred {
            assert!(
                defined.contains_key(id) || id.starts_with("oa:"),
                "{id} is nowhere"
            );
        }
        let mut used = BTreeSet::new();
        names(&document["@graph"], &mut used);
        let context = document["@context"].as_object().expect("is an object");
        for name in used.into_iter().filter(|name| !name.starts_with('@')) {
            let term = name.split(':').next().expect("there is a first");
            assert!(context.contains_key(term), "{name} is not in the context");
        }
    }
}

#[test]
fn selectors_find_their_words() {
    let run = fixture::port_strike();
    let document = parsed(&run);
    let mut n_checked = 0;
    for annotation in nodes(&document)
        .iter()
        .filter(|n| n["@type"][0] == "Annotation")
    {
        let target = &annotation["target"];
        let id = text(&target["source"]["@id"]);
        let index = id[2..].parse::<usize>().expect("a number") - 1;
        let article = nodes(&document)
            .iter()
            .find(|n| n["@id"] == id)
            .expect("is there");
        let selector = |kind: &str| {
            let all = target["selector"].as_array().expect("is a list");
            all.iter().find(|s| s["@type"] == kind).expect("is there")
        };
        let offset = |selector: &Value, name: &str| {
            usize::try_from(selector[name].as_u64().expect("is an offset")).expect("fits")
        };
        let quote = selector("TextQuoteSelector");
        let exact = text(&quote["exact"]);
        let position = selector("TextPositionSelector");
        let (start, end) = (offset(position, "start"), offset(position, "end"));
        let characters: Vec<char> = text(&article["text"]).chars().collect();
        let of = |range: &[char]| range.iter().collect::<String>();
        assert_eq!(of(&characters[start..end]), exact);
        assert!(of(&characters[..start]).ends_with(text(&quote["prefix"])));
        assert!(of(&characters[end..]).starts_with(text(&quote["suffix"])));
        let bytes = selector("DataPositionSelector");
        let raw = &run.raw[index][offset(bytes, "start")..offset(bytes, "end")];
        assert_eq!(raw.replace("&amp;", "&"), exact);
        n_checked += 1;
    }
    let n_spans: usize = (run.statements.iter())
        .map(|s| s.content.len() + s.source.len() + s.cue.len())
        .sum();
    assert_eq!(n_checked, n_spans);
}

#[test]
fn articles_that_have_words_from_another_are_derived_from_it() {
    let document = parsed(&fixture::port_strike());
    let derived = |id: &str| {
        let node = nodes(&document)
            .iter()
            .find(|n| n["@id"] == id)
            .expect("is there");
        let from = node["prov:wasDerivedFrom"].as_array().expect("is a list");
        from.iter().map(|r| text(&r["@id"])).collect::<Vec<_>>()
    };
    assert_eq!(derived("#d1"), ["#o1"]);
    assert_eq!(derived("#d2"), ["#d1", "#o1", "#o2"]);
}

#[test]
fn the_first_appearance_is_told_only_where_dates_tell_it() {
    let claim = |run: &fixture::Run| {
        let document = parsed(run);
        let claim = nodes(&document).iter().find(|n| n["@id"] == "#c1").cloned();
        claim.expect("is there")["firstAppearance"].clone()
    };
    let mut run = fixture::port_strike();
    // Both articles are of one day and hour.
    assert_eq!(claim(&run), Value::Null);
    let later = jiff::civil::date(2031, 5, 6).into();
    run.articles[0] = fixture::with(run.articles[0].clone(), |parts| {
        if let Some(published) = &mut parts.published {
            published.value = later;
        }
    });
    assert_eq!(claim(&run)["@id"], "#d2");
    run.articles[0] = fixture::with(run.articles[0].clone(), |parts| parts.published = None);
    assert_eq!(claim(&run), Value::Null);
}

#[test]
fn hostile_text_comes_back_as_it_was_and_leaves_no_script() {
    let hostile = "\u{0}\u{1b}[31m\"\\ </script><!-- & \u{202E} \u{2028} 😀";
    let run = fixture::everything_reads(hostile);
    let document = parsed(&run);
    let of = |id: &str| {
        nodes(&document)
            .iter()
            .find(|n| n["@id"] == id)
            .expect("is there")
    };
    assert_eq!(of("#s1")["text"], hostile);
    assert_eq!(of("#d1")["headline"], hostile);
    assert_eq!(of("#c1")["text"], hostile);
    let written = jsonld::brief(&run.briefing());
    assert!(!written.contains(['<', '>', '&', '\u{1b}', '\u{2028}']));
}
