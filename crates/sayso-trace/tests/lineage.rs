//! Origins and shared passages of small fictional articles.

use sayso_text::{
    AgencyCredit, Article, ArticleParts, Block, BlockKind, CleanSpan, CleanText, DocumentIdx, Fact,
};
use sayso_trace::{Basis, Lineage, Relation, trace};

/// An article of one paragraph a line.
struct Draft {
    outlet: &'static str,
    credit: Option<&'static str>,
    in_part: bool,
    lines: Vec<(BlockKind, String)>,
}

fn draft(outlet: &'static str, paragraphs: &[&str]) -> Draft {
    let lines = paragraphs
        .iter()
        .map(|p| (BlockKind::Body, (*p).to_owned()))
        .collect();
    Draft {
        outlet,
        credit: None,
        in_part: false,
        lines,
    }
}

impl Draft {
    fn credit(mut self, agency: &'static str) -> Self {
        self.credit = Some(agency);
        self
    }

    /// The agency contributed to the article.
    fn credit_in_part(mut self, agency: &'static str) -> Self {
        self.in_part = true;
        self.credit(agency)
    }

    fn aside(mut self, kind: BlockKind, text: &str) -> Self {
        self.lines.push((kind, text.to_owned()));
        self
    }

    fn article(self) -> Article {
        let (mut text, mut blocks) = (String::new(), Vec::new());
        for (kind, line) in self.lines {
            let start = text.len();
            text.push_str(&line);
            blocks.push(Block {
                span: CleanSpan::new(start, text.len()),
                kind,
            });
            text.push_str("\n\n");
        }
        let evidence = CleanSpan::new(0, 0);
        Article::new(ArticleParts {
            document: format!("{}.txt", self.outlet.to_lowercase()),
            text: CleanText::verbatim(text),
            blocks,
            outlet: Some(Fact {
                value: self.outlet.to_owned(),
                evidence: None,
            }),
            credit: self.credit.map(|agency| AgencyCredit {
                agency: agency.to_owned(),
                evidence,
                in_part: self.in_part,
            }),
            language: "en".to_owned(),
            ..ArticleParts::default()
        })
        .unwrap()
    }
}

const WIRE: [&str; 7] = [
    "PORT ENNIS (Tarn) — The harbor board agreed Monday to rebuild the burned grain mill, its chairwoman said, five months after a fire gutted the building.",
    "“We were able to win the loan that nobody thought the county would ever grant us,” Marta Hale told reporters on the quay.",
    "Hale offered few details on who would run the mill or what the defense of the sea wall would cost.",
    "The fire on the night of March 3 destroyed eleven silos and put 140 people out of work, according to the fire marshal.",
    "County treasurer Ned Orr said the loan would be paid out in three parts, the first of them before the winter storms.",
    "“There is no plan for the old barges, and what the fishers’ role will be, we do not know yet,” he said.",
    "The board is to vote on the contract with the builders on June 20.",
];

const OTHER: [&str; 4] = [
    "Snow closed the Aster pass for a third day, and twelve lorries waited at the lower barrier with their engines running.",
    "The road office hopes to send a plough through by noon if the wind drops below the limit for the avalanche guns.",
    "Drivers played cards in the tavern and complained about the soup.",
    "A goat that had walked up from the valley was given a blanket and a ride home in the sheriff's truck.",
];

fn labels(lineage: &Lineage, article: usize) -> Vec<(String, f64)> {
    lineage.shares[article]
        .iter()
        .map(|s| (lineage.origins[s.origin.0].label.clone(), s.share))
        .collect()
}

/// The origins of an article are these, largest first, and their shares make up the whole.
fn check(lineage: &Lineage, article: usize, expected: &[&str]) {
    let found = labels(lineage, article);
    assert_eq!(
        found.iter().map(|(l, _)| l.as_str()).collect::<Vec<_>>(),
        expected
    );
    assert!((found.iter().map(|(_, share)| share).sum::<f64>() - 1.0).abs() < 1e-9);
}

fn ranges<'a>(lineage: &Lineage, article: &'a Article, idx: usize, label: &str) -> Vec<&'a str> {
    let share = lineage.shares[idx]
        .iter()
        .find(|s| lineage.origins[s.origin.0].label == label)
        .unwrap();
    share.ranges.iter().map(|r| article.slice(*r)).collect()
}

#[test]
fn a_copy_goes_back_to_the_agency() {
    let articles = [
        draft("Ennis Mail", &WIRE).credit("Tarn").article(),
        draft("Northern Sun", &WIRE).article(),
    ];
    let lineage = trace(&articles);
    check(&lineage, 0, &["Tarn story"]);
    check(&lineage, 1, &["Tarn story"]);
    assert_eq!(lineage.origins.len(), 1);
    assert_eq!(
        lineage.origins[0].basis,
        [Basis::WireCredit, Basis::SharedText]
    );
    assert_eq!(lineage.origins[0].agency.as_deref(), Some("Tarn"));
    assert_eq!(
        lineage.origins[0].documents,
        [DocumentIdx(0), DocumentIdx(1)]
    );
    assert_eq!(
        (
            lineage.pairs[0].containment_a,
            lineage.pairs[0].containment_b
        ),
        (1.0, 1.0)
    );
}

#[test]
fn who_credits_an_agency_in_part_has_own_words() {
    let alone = [draft("Ennis Mail", &OTHER).credit_in_part("Tarn").article()];
    let lineage = trace(&alone);
    check(&lineage, 0, &["Ennis Mail: own reporting"]);
    // Its share is less sure than that of an outlet which credits nobody.
    let sure = trace(&[draft("Ennis Mail", &OTHER).article()]);
    let confidence = |lineage: &Lineage| lineage.shares[0][0].confidence;
    assert!(confidence(&lineage) < confidence(&sure));

    // What it took over from the agency is the agency's all the same.
    let lines: Vec<&str> = OTHER.iter().chain(&WIRE).copied().collect();
    let articles = [
        draft("Northern Sun", &WIRE).credit("Tarn").article(),
        draft("Ennis Mail", &lines).credit_in_part("Tarn").article(),
    ];
    let lineage = trace(&articles);
    check(&lineage, 1, &["Tarn story", "Ennis Mail: own reporting"]);
}

#[test]
fn an_outlet_that_repeats_itself_has_it_from_nobody() {
    let again: Vec<&str> = WIRE.iter().chain(&OTHER).copied().collect();
    let articles = [
        draft("Ennis Mail", &WIRE).article(),
        draft("Ennis Mail", &again).article(),
    ];
    let lineage = trace(&articles);
    check(&lineage, 0, &["Ennis Mail: own reporting"]);
    check(&lineage, 1, &["Ennis Mail: own reporting"]);
}

#[test]
fn posts_that_two_reports_show_are_quoted_in_common() {
    const POST: &str = "The mill will be rebuilt stone by stone and it will grind again before the first snow falls, whatever the treasurer says. — Marta Hale (@martahale) March 9, 2031";
    let articles = [
        draft("Ennis Mail", &[OTHER[0], POST, OTHER[1]]).article(),
        draft("Northern Sun", &[WIRE[3], POST, WIRE[4]]).article(),
    ];
    let lineage = trace(&articles);
    assert_eq!(lineage.pairs[0].relation, Relation::Quotes);
    assert_eq!(lineage.origins[1].basis, [Basis::SharedQuotes]);
}

#[test]
fn a_trimmed_copy_is_contained_one_way() {
    let trimmed = [WIRE[0], WIRE[2], WIRE[3]];
    let articles = [
        draft("Ennis Mail", &WIRE).credit("Tarn").article(),
        draft("Sun", &trimmed).article(),
    ];
    let lineage = trace(&articles);
    check(&lineage, 1, &["Tarn story"]);
    let pair = &lineage.pairs[0];
    assert!(
        pair.containment_b > 0.99 && pair.containment_a < 0.7,
        "{pair:?}"
    );
}

#[test]
fn house_style_does_not_hide_a_copy() {
    let restyled = [
        "The harbour board agreed on Monday to rebuild the burned grain mill, its chairwoman said, five months after a fire gutted the building.",
        "\"We were able to win the loan that nobody thought the county would ever grant us,\" Mrs Marta Hale told reporters on the quay.",
        "Mrs Hale offered few details on who would run the mill or what the defence of the sea wall would cost.",
    ];
    let articles = [
        draft("Ennis Mail", &WIRE).credit("Tarn").article(),
        draft("Sun", &restyled).article(),
    ];
    let lineage = trace(&articles);
    check(&lineage, 1, &["Tarn story"]);
    assert!(
        lineage.pairs[0].containment_b > 0.95,
        "{:?}",
        lineage.pairs[0]
    );
    for passage in &lineage.pairs[0].passages {
        assert!(
            !articles[0].slice(passage.a).is_empty() && !articles[1].slice(passage.b).is_empty()
        );
    }
}

#[test]
fn a_rewrite_goes_back_to_the_agency() {
    let rewrite = [
        "The burned grain mill will be rebuilt, the harbor board agreed Monday, according to its chairwoman, Marta Hale.",
        "“We were able to win the loan that nobody thought the county would ever grant us,” Hale told reporters on the quay.",
        "The fire on the night of March 3 destroyed eleven silos and put 140 people out of work.",
        "Ned Orr, the county treasurer, said three parts of the loan would be paid out, the first before winter storms.",
        "The board is to vote on the contract with the builders on June 20.",
    ];
    let articles = [
        draft("Ennis Mail", &WIRE).credit("Tarn").article(),
        draft("Sun", &rewrite).article(),
    ];
    check(&trace(&articles), 1, &["Tarn story"]);
}

#[test]
fn a_story_told_again_in_other_words_is_the_agencys_still() {
    let retold = [
        "Burned in a fire five months ago, the gutted grain mill is to be rebuilt, the harbor board agreed: its chairwoman on Monday.",
        "“We were able to win the loan that nobody thought the county would ever grant us,” Marta Hale told reporters.",
        "On March 3 eleven silos fell to the fire that destroyed them by night; the marshal counts 140 people out of work.",
        "Paid is the loan in three parts, county treasurer Ned Orr said: before winter storms the first.",
        "Builders and contract: the board votes on June 20.",
    ];
    let heard = [
        "“We were able to win the loan that nobody thought the county would ever grant us,” Marta Hale said.",
        "Then she went to look at the silos, alone, as she does most evenings since the spring.",
        "Opponents of the plan point to the price of wheat and to a pier that was never finished.",
    ];
    let articles = [
        draft("Ennis Mail", &WIRE).credit("Tarn").article(),
        draft("Sun", &retold).article(),
        draft("Echo", &heard).article(),
    ];
    let lineage = trace(&articles);
    let main = |i| lineage.main_origin(DocumentIdx(i));
    assert_eq!(main(1), main(0), "{:#?}", lineage.shares[1]);
    assert_ne!(main(2), main(0));
}

#[test]
fn own_paragraphs_inside_a_copy_are_own_reporting() {
    let own = [
        "Fishers in Skell Bay see it otherwise",
        "At the Skell Bay market, stallholders laughed when they heard the news, and several had stopped buying flour from the south.",
        "“My grandmother baked with seaweed and so can I,” said Ilse Brandt, who has sold bread there since she was nine.",
    ];
    let mixed = [&WIRE[..4], &own, &WIRE[4..5]].concat();
    let articles = [
        draft("Ennis Mail", &WIRE).credit("Tarn").article(),
        draft("Skell Echo", &mixed).article(),
    ];
    let lineage = trace(&articles);
    check(&lineage, 1, &["Tarn story", "Skell Echo: own reporting"]);
    assert_eq!(
        ranges(&lineage, &articles[1], 1, "Skell Echo: own reporting"),
        [own.join("\n\n")]
    );
    assert_eq!(ranges(&lineage, &articles[1], 1, "Tarn story").len(), 2);
    let quote = articles[1].text.as_str().find("My grandmother").unwrap();
    let origin = lineage
        .origin_at(DocumentIdx(1), CleanSpan::new(quote, quote + 20))
        .unwrap();
    assert_eq!(lineage.origins[origin.0].basis, [Basis::Own]);
    assert_eq!(
        lineage.main_origin(DocumentIdx(1)),
        Some(lineage.shares[1][0].origin)
    );
}

#[test]
fn remarks_heard_by_two_are_no_common_story() {
    let first = [
        "Marta Hale kept her hat on when she came out of the meeting, and the rain ran off it.",
        "“We were able to win the loan that nobody thought the county would ever grant us,” she said.",
        "Then she went to look at the silos, alone, as she does most evenings since the spring.",
    ];
    let second = [
        "A loan for the mill: that is what the chairwoman of the harbour board brought home from the county seat.",
        "‘We were able to win the loan that nobody thought the county would ever grant us’, Ms Hale told this newspaper.",
        "Opponents of the plan point to the price of wheat and to a pier that was never finished.",
    ];
    let articles = [
        draft("Mail", &first).article(),
        draft("Sun", &second).article(),
    ];
    let lineage = trace(&articles);
    let remark = "Remarks quoted in common: “We were able to win the loan that…”";
    check(&lineage, 0, &["Mail: own reporting", remark]);
    check(&lineage, 1, &["Sun: own reporting", remark]);
    assert!(lineage.pairs[0].passages[0].quoted);
    let quoted = ranges(&lineage, &articles[0], 0, remark);
    assert_eq!(
        quoted,
        ["“We were able to win the loan that nobody thought the county would ever grant us,”"]
    );
    let origin = lineage.origins.iter().find(|o| o.label == remark).unwrap();
    assert_eq!(origin.basis, [Basis::SharedQuotes]);
    assert_eq!(origin.documents, [DocumentIdx(0), DocumentIdx(1)]);
}

#[test]
fn unrelated_articles_share_nothing() {
    let articles = [
        draft("Mail", &WIRE).article(),
        draft("Sun", &OTHER).article(),
    ];
    let lineage = trace(&articles);
    assert!(lineage.pairs.is_empty());
    check(&lineage, 0, &["Mail: own reporting"]);
    check(&lineage, 1, &["Sun: own reporting"]);
}

#[test]
fn a_list_of_titles_is_no_common_story() {
    let list = "County treasurer Ned Orr, harbor board chairwoman Marta Hale and fire marshal Tove Lund attended.";
    let first = [OTHER[0], list, OTHER[1]];
    let second = [
        WIRE[3],
        list,
        "They ate fish and spoke of the tides for two hours, and nothing was signed at all.",
    ];
    let articles = [
        draft("Mail", &first).article(),
        draft("Sun", &second).article(),
    ];
    let lineage = trace(&articles);
    assert_eq!(lineage.pairs.len(), 1);
    check(&lineage, 0, &["Mail: own reporting"]);
}

#[test]
fn uncredited_twins_share_one_story() {
    let articles = [
        draft("Mail", &OTHER).article(),
        draft("Sun", &OTHER).article(),
    ];
    let lineage = trace(&articles);
    check(&lineage, 0, &["Story shared by Mail and Sun"]);
    assert_eq!(lineage.origins[0].basis, [Basis::SharedText]);
    assert_eq!(lineage.origins[0].agency, None);
}

#[test]
fn one_sentence_can_be_a_copy() {
    let articles = [
        draft("Mail", &WIRE).credit("Tarn").article(),
        draft("Sun", &WIRE[3..4]).article(),
    ];
    check(&trace(&articles), 1, &["Tarn story"]);
}

#[test]
fn an_agency_on_its_own_site_reports_itself() {
    let articles = [draft("Tarn News", &WIRE).credit("Tarn").article()];
    let lineage = trace(&articles);
    check(&lineage, 0, &["Tarn: own reporting"]);
    assert_eq!(lineage.origins[0].basis, [Basis::Own]);
    let articles = [
        draft("Tarn News", &WIRE).credit("Tarn").article(),
        draft("Sun", &WIRE).article(),
    ];
    check(&trace(&articles), 1, &["Tarn story"]);
}

#[test]
fn a_credit_without_a_copy_is_still_a_credit() {
    let lineage = trace(&[
        draft("Mail", &WIRE).credit("Tarn").article(),
        draft("Sun", &OTHER).credit("Tarn").article(),
    ]);
    check(&lineage, 0, &["Tarn story, in Mail"]);
    check(&lineage, 1, &["Tarn story, in Sun"]);
    assert_eq!(lineage.origins[0].basis, [Basis::WireCredit]);
    let lineage = trace(&[draft("Mail", &WIRE).credit("agencies").article()]);
    check(&lineage, 0, &["Unnamed agencies, in Mail"]);
}

#[test]
fn unnamed_agencies_join_the_text_they_share() {
    let page = [
        "The mill at Port Ennis is to rise again after the fire, and the county will lend the money for it.",
        "'We were able to win the loan that nobody thought the county would ever grant us,' Hale said.",
    ];
    let articles = [
        draft("Mail", &WIRE).credit("Tarn").article(),
        draft("Sun", &page).credit("agencies").article(),
    ];
    let lineage = trace(&articles);
    assert_eq!(
        lineage.origins[0].documents,
        [DocumentIdx(0), DocumentIdx(1)]
    );
    assert!(
        labels(&lineage, 1)
            .iter()
            .any(|(label, _)| label == "Tarn story")
    );
}

#[test]
fn two_agencies_stay_two_in_a_page_that_uses_both() {
    let both = [&WIRE[..], &OTHER[..]].concat();
    let articles = [
        draft("Mail", &WIRE).credit("Tarn").article(),
        draft("Sun", &OTHER).credit("Skua").article(),
        draft("Echo", &both).article(),
    ];
    check(&trace(&articles), 2, &["Tarn story", "Skua story"]);
}

#[test]
fn what_was_set_aside_is_not_the_articles() {
    let page = draft("Sun", &OTHER)
        .aside(BlockKind::EmbeddedArticle, &WIRE.join(" "))
        .article();
    let articles = [draft("Mail", &WIRE).credit("Tarn").article(), page];
    let lineage = trace(&articles);
    assert!(lineage.pairs.is_empty());
    check(&lineage, 1, &["Sun: own reporting"]);
}

#[test]
fn an_article_without_body_has_no_shares() {
    let articles = [draft("Mail", &[]).article(), draft("Sun", &["…"]).article()];
    let lineage = trace(&articles);
    assert!(lineage.shares.iter().all(Vec::is_empty));
    assert!(trace(&[]).origins.is_empty());
}

#[test]
fn many_copies_cost_no_more_than_their_number() {
    let mut articles: Vec<Article> = (0..1000).map(|_| draft("Mail", &WIRE).article()).collect();
    articles.push(draft("Sun", &WIRE[..5]).credit("Tarn").article());
    let lineage = trace(&articles);
    assert_eq!(lineage.origins.len(), 1);
    assert_eq!(lineage.origins[0].documents.len(), 1001);
    assert!(lineage.pairs.len() < 2000, "{}", lineage.pairs.len());
}

#[test]
fn near_copies_in_great_number_are_one_story() {
    let near = |i: usize| {
        let last = format!(
            "Page {i} of the Mail carries the letters, the tide table for pier {i} and a recipe with {i} eggs."
        );
        let lines: Vec<&str> = WIRE.iter().copied().chain([last.as_str()]).collect();
        draft("Mail", &lines).article()
    };
    let articles: Vec<Article> = (0..60).map(near).collect();
    let lineage = trace(&articles);
    assert_eq!(lineage.origins[0].documents.len(), 60);
    assert!(lineage.pairs.len() <= 120 + 1000, "{}", lineage.pairs.len());
}

#[test]
fn the_same_input_gives_the_same_lineage() {
    let articles = [
        draft("Mail", &WIRE).credit("Tarn").article(),
        draft("Sun", &WIRE[..5]).article(),
        draft("Echo", &OTHER).article(),
    ];
    assert_eq!(trace(&articles), trace(&articles));
}
