//! Whatever the articles say, every index in the ledger points somewhere and nothing panics.

mod support;

use proptest::prelude::*;
use sayso_ledger::{ActorList, reconcile};
use sayso_read::CueClass;
use sayso_trace::trace;
use support::{World, article};

const CLASSES: [CueClass; 6] = [
    CueClass::Say,
    CueClass::Deny,
    CueClass::Agree,
    CueClass::Reject,
    CueClass::Demand,
    CueClass::Other,
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_words_make_a_ledger(
        documents in prop::collection::vec(
            prop::collection::vec(("\\PC{0,40}", "\\PC{1,60}", 0usize..6, any::<bool>()), 0..6),
            0..5,
        )
    ) {
        let mut world = World::default();
        for statements in &documents {
            let mut draft = article("Post", Some("2026-03-16"), "Norland’s harbour")
                .narrate("President Ivo Arkhanov of Norland met Mr Arkhanov's aide; “Norland's” side agreed.");
            for (source, content, class, silent) in statements {
                // The marks of the builder itself cannot stand in the text.
                let plain = |s: &str| s.replace(['{', '}', '<', '>', '[', ']'], " ");
                let marked = format!("{{{}}} <said that Norland’s> [{}].", plain(source), plain(content));
                draft = draft.says(("Ivo Arkhanov", "president", "Norland"), CLASSES[*class], &marked);
                if *silent {
                    draft = draft.silent();
                }
            }
            world.add(draft);
        }
        let n = world.statements.len();
        let lineage = trace(&world.articles);
        let (statements, ledger) = reconcile(&world.articles, world.statements.clone(), &lineage, &ActorList::default());
        prop_assert_eq!(statements.len(), n);
        prop_assert_eq!(ledger.iter().map(|s| s.documents.len()).sum::<usize>(), world.articles.len());
        for claim in ledger.iter().flat_map(|s| &s.claims) {
            prop_assert!(claim.statements.iter().all(|s| s.0 < n));
            prop_assert!(claim.statements.contains(&claim.representative));
        }
    }
}
