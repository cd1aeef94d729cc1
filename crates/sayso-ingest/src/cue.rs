//! Wordings by which publishers mark what is not the article: the general vocabulary of English-language news pages.

use std::sync::LazyLock;

use regex::{Regex, RegexSet, RegexSetBuilder};

use crate::words::{head, tail};

/// What a line's wording says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cue {
    /// A marker of advertising. The article may go on.
    Advert,
    /// Announces one or more links to other stories. The article may go on.
    ReadMore,
    /// Heads a section of links to other stories.
    RelatedHeader,
    /// Sharing, following, subscribing, the site's own services.
    Promotion,
    /// Reader comments, and notes to readers about them.
    Comments,
    /// Cookie and consent notices, terms; they stand anywhere.
    Notice,
    /// Copyright and legal warnings; they stand at the end.
    Legal,
    /// A picture's caption or credit.
    Caption,
    /// "With inputs from agencies" and its kin.
    Credit,
    /// Author line, or a date standing by itself.
    Byline,
    /// How long ago something was published: it heads a story of a feed.
    Age,
    /// A player, a counter, a control.
    Widget,
}

/// Cues of lines up to [`LONGEST_MARKER`] bytes, the first that fits. Markers are short; sentences begin with such words too.
const SHORT: [(Cue, &str); 20] = [
    (
        Cue::Advert,
        r"^(?:story |article )?continues? (?:reading )?(?:below|after)(?: (?:this|the))? (?:ad|advertisement|advert)\b",
    ),
    (
        Cue::Advert,
        r"^[\W_]*(?:advertisements?|adverts?|advertising|ad|ads by \w+|sponsored(?: content)?|promoted(?: content)?|paid post|scroll to continue|skip ad(?:vert(?:isement)?)?)\b[\W_]*(?:scroll.*|continue.*|\d+)?$",
    ),
    (
        Cue::Advert,
        r"(?:below|after) (?:this|the) (?:ad|advertisement)\W*$",
    ),
    (
        Cue::Advert,
        r"^(?:advertisement|story continues below|article continues below)\b.*$",
    ),
    (
        Cue::ReadMore,
        r"^(?:\W*)(?:read (?:more|also|next|on|this|it)|also read|must read|see also|see more|don['’]t miss|in case you missed it|watch(?: (?:more|also|now|live))?|listen|related(?: (?:story|article|coverage|reading))?|more on this|recommended reading|further reading)\s*(?:[:|»>–—-].*|\W*)$",
    ),
    (
        Cue::RelatedHeader,
        r"^(?:\W*)(?:(?:related|similar|latest|top|more|other|featured|trending|popular|recent|recommended|most read|must[- ]read)\s+(?:articles?|stories|story|news|posts?|content|topics?|headlines|videos?|reads?|coverage|links|from .+|in this section|like this|on this(?: story| topic)?|for you|now|today)|latest|top stories|most (?:read|popular|viewed|watched|shared|commented)|trending(?: now)?|you (?:may|might) (?:also |be )?(?:like|enjoy|interested)\b.*|recommended(?: for you)?|editor['’]?s['’]? (?:picks?|choice)|what to read next|read next|up next|next up|more (?:from|on|in|about)\b.*|from (?:the web|around the web|our partners)|around the web|in other news|related)\W*$",
    ),
    (
        Cue::Promotion,
        r"^(?:you can )?(?:share|tweet|follow|email|print|save|copy|bookmark|like|gift)(?:\s+(?:this|the|it|on|via|with|us|our|article|story|page|link|by|to|full)\b.*)?\W*$",
    ),
    (Cue::Promotion, r"^follow .+ on"),
    (
        Cue::Promotion,
        r"^(?:sign up|subscribe|log ?in|sign in|register|join|download|get|try|explore|discover|support|donate|become)\b.*\b(?:newsletters?|alerts?|app|account|membership|member|subscri\w+|features?|updates?|inbox|our|what .+ can do for you|free|today|now|here|journalism|channel|whatsapp|telegram)\b.*$",
    ),
    (
        Cue::Promotion,
        r"^(?:subscribe|sign up|log ?in|sign in|register|donate|newsletters?|my account|support us|contact us|about us)\W*$",
    ),
    (
        Cue::Promotion,
        r"^(?:join|follow|like|find|add) (?:us|our)\b.*$",
    ),
    (
        Cue::Comments,
        r"^(?:\W*)(?:\d+ |no |view |show |hide |read |post |add |write |leave |join )?(?:a |all |the |your |reader )?(?:comments?|conversation|discussion|repl(?:y|ies))(?: \(?\d+\)?| yet| section| are closed| below)?[\W_]*$",
    ),
    (
        Cue::Comments,
        r"^(?:leave|post|write|add) a (?:comment|reply)\b|^(?:your email address will not be published|be the first to comment|to leave comments|logged in as)",
    ),
    (
        Cue::Notice,
        r"\b(?:terms (?:of (?:use|service)|and conditions|& conditions)|privacy (?:policy|notice|statement)|do not sell)\b",
    ),
    (
        Cue::Credit,
        r"^[\W_]*(?:with|includes?|contains?)\b.*\b(?:inputs?|reporting|material|additional reporting|files?|contributions?|agency inputs)\b.*\b(?:from|by)\b.+$|^[\W_]*(?:with|from) (?:agency|agencies|wire|wires)(?: (?:inputs?|reports?|services?))?[\W_]*$|^[\W_]*with (?:agency|agencies|wire) inputs?[\W_]*$",
    ),
    (
        Cue::Credit,
        r"^[\W_]*(?:source|sources|via)\s*:\s*.+$|^[\W_]*(?:the )?.+ contributed to this (?:report|story|article)\W*$|^[\W_]*(?:additional )?reporting by .+$",
    ),
    (
        Cue::Age,
        r"^(?:\W*)(?:updated |published |posted )?(?:\d{1,3}|an?|one|two|three) (?:sec(?:ond)?|min(?:ute)?|hour|hr|day|week|month|year)s? ago\W*$|^\d{1,2}[mhd] ago$|^(?:yesterday|just now|moments ago)$",
    ),
    (
        Cue::Widget,
        r"^[\d\s:/.,%|+×x-]*$|^\W+$|^(?:play|pause|mute|unmute|loading|live|close|menu|search|home|next|previous|prev|back|top|print|video|audio|gallery|photos?|toggle.*|skip to .+|click here.*|show (?:more|less|all)|view (?:all|more)|load more|see (?:all|more)|\d+ (?:min|minute)s? read|open in app|back to top|\d+ of \d+|\d+ images?)\W*$",
    ),
    (
        Cue::ReadMore,
        r"^\W*(?:read more|read also|also read|related|see also|watch|must read|opinion|more)\s*[:|»>]\s*\S.*$",
    ),
    (
        Cue::Widget,
        r"^&?\w+=[^ ]*$|^https?://\S+$|^\S*[{}<>;=]\S*[{}();=]\S*$",
    ),
];

/// Cues of lines up to [`LONGEST_NOTICE`] bytes: wordings that tell of themselves.
const ANYWHERE: [(Cue, &str); 5] = [
    (
        Cue::Comments,
        r"\b(?:comment(?:ing)? (?:policy|system|guidelines)|to (?:leave|post) (?:a )?comments?|comments? (?:are|is) (?:closed|moderated|now closed)|community guidelines)\b",
    ),
    (
        Cue::Notice,
        r"\bcookies?\b.*\b(?:accept|consent|agree|policy|settings|preferences|experience|privacy|use|manage)|\b(?:uses?|accept|manage|reject) (?:all )?cookies\b|\bcookie (?:policy|settings|preferences|consent|notice)\b",
    ),
    (
        Cue::Legal,
        r"\ball rights (?:are )?reserved\b|\blegal (?:warning|notice|disclaimer)\b|^\W*disclaimer\b|\bmay not be (?:published|reproduced|copied|redistributed|rewritten)\b|\brights of the published\b|\bwithout (?:the )?(?:prior |express |written )+(?:permission|consent|contract|authori[sz]ation)\b",
    ),
    (
        Cue::Legal,
        r"^\W*(?:©|copyright|\(c\))\s*(?:©|\(c\))?\s*\d{4}\b|^\W*(?:©|copyright|\(c\))\s.+\b(?:limited|ltd|inc|llc|group|media|company|corp(?:oration)?|publi(?:cations|shers|shing)|newspapers?|gmbh|plc|holdings|network)\b\.?$|©\s*\d{4}",
    ),
    (
        Cue::Promotion,
        r"^dear readers?\b|\b(?:our|the|this|daily|weekly|free) newsletters?\b|\b(?:sign up|signing up|subscribe|subscribing) (?:to|for|here|now|today)\b|\bnews app\b|\bsubscribe now\b|\bfollow us on\b|\bdownload (?:the|our)\b",
    ),
];

/// Longer lines, in bytes, are no markers.
const LONGEST_MARKER: usize = 200;

/// Longer lines, in bytes, are no notices.
const LONGEST_NOTICE: usize = 600;

/// Compiles a table. Word boundaries are those of ASCII: with Unicode's the automaton gives up at the first curly
/// quotation mark, and every line of every page is looked at.
fn compile(table: &[(Cue, &str)]) -> RegexSet {
    let patterns = table
        .iter()
        .map(|(_, pattern)| format!("(?i){}", pattern.replace(r"\b", r"(?-u:\b)")));
    // The patterns are fixed and covered by tests.
    RegexSetBuilder::new(patterns)
        .dfa_size_limit(32 << 20)
        .build()
        .expect("fixed patterns")
}

static SHORT_SET: LazyLock<RegexSet> = LazyLock::new(|| compile(&SHORT));
static ANYWHERE_SET: LazyLock<RegexSet> = LazyLock::new(|| compile(&ANYWHERE));

/// What the wording of a line says, if it says anything.
pub(crate) fn cue(line: &str) -> Option<Cue> {
    let line = line.trim();
    if line.len() > LONGEST_NOTICE {
        return None;
    }
    if crate::date::is_date_line(line) {
        return Some(Cue::Byline);
    }
    let notice = first(&ANYWHERE_SET, &ANYWHERE, line);
    if notice == Some(Cue::Legal) {
        return notice;
    }
    if is_caption(line) {
        return Some(Cue::Caption);
    }
    if line.len() > LONGEST_MARKER {
        return notice;
    }
    if is_author_line(line) {
        return Some(Cue::Byline);
    }
    first(&SHORT_SET, &SHORT, line).or(notice)
}

/// The first cue of a table that fits. Most lines fit none, which is found out sooner than which ones fit.
fn first(set: &RegexSet, table: &[(Cue, &str)], line: &str) -> Option<Cue> {
    let fitting = set.is_match(line).then(|| set.matches(line))?;
    fitting.iter().next().map(|i| table[i].0)
}

/// "By Ann Mole and Bo Finch", "By Ann Mole, Harbour Correspondent | 12 May 2031".
fn is_author_line(line: &str) -> bool {
    static AUTHORS: LazyLock<Regex> = LazyLock::new(|| {
        let name = r"\p{Lu}[\p{L}'’.-]*(?: (?:\p{Lu}[\p{L}'’.-]*|de|da|van|von|der|bin|al|el|la))*";
        let more = r"(?:(?:,| and | & | in | for |\s*[|/•]\s*)\s*\p{Lu}[\p{L}'’.-]*(?: [\p{L}'’.-]+){0,4})*";
        let start = "(?i:by|written by|words by|author|story by|report by)";
        Regex::new(&format!(r"^{start}[:\s]+{name}{more}(?:\s*[|•·,–-].*)?$"))
            .expect("a fixed pattern")
    });
    const STARTS: [&str; 6] = ["by", "wr", "wo", "au", "st", "re"];
    let start: String = line.chars().take(2).flat_map(char::to_lowercase).collect();
    STARTS.contains(&start.as_str()) && !line.ends_with('.') && AUTHORS.is_match(line)
}

/// "(Name/Agency)", "(AP Photo/Name)", "Name / Getty Images", "via Reuters" at the end of a line.
static CREDIT_END: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?x)
        \( [^()]{0,60} / [^()]{2,60} \) [.\s]* $                              # (Jane Doe/PA)
      | \( (?:AP|AFP|PA|EPA|Reuters|Getty)?\s*(?:File\ )?(?:[Pp]hoto|[Pp]icture|[Ii]mage)s?\b [^()]{0,60} \) \s* $
      | \( (?:[Pp]hoto|[Pp]icture|[Ii]mage|[Cc]redit|[Cc]ourtesy|[Ff]ile)\b [^()]{0,80} \) \s* $
      | (?:^|[\s|–—-]) (?:©|\u{a9}) \s* [^.!?]{2,80} $                         # © Name / Agency
      | \b (?:Getty\ Images|Shutterstock|iStock|Alamy(?:\ Stock\ Photo)?|AP\ Photo|Unsplash|Wikimedia\ Commons) \s* \)? \s* $
      | \b [Vv]ia \s (?:REUTERS|Reuters|AP|AFP|Getty\ Images|Facebook|Twitter|Instagram|Telegram|X) \s* \)? \s* $
      | \b (?:File\ )? (?:Picture|Photo|Photograph|Pic|Image|Photo\ [Cc]redit|Image\ [Cc]redit|Picture\ [Cc]redit|Credit)s?
          \s* (?:by|[:/|]) \s* [\p{Lu}@] (?:[^.!?]|\.\w){1,80} \.? $                   # File Picture: Name/ Agency
    ";
    Regex::new(&pattern.replace(r"\b", r"(?-u:\b)")).expect("a fixed pattern")
});

static CAPTION_START: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"^(?:FILE\s*[-–—:]\s|(?:Photo|Picture|Image|Photograph|Caption|Pictured|Photo credit|Image credit|Image source|Credit)s?\s*(?:by)?\s*[:|]\s*\S|\((?:Photo|Image|Picture|Credit|FILE)\b)";
    Regex::new(pattern).expect("a fixed pattern")
});

/// Whether a line is a picture's caption or credit.
pub(crate) fn is_caption(line: &str) -> bool {
    let line = line.trim();
    let end = tail(line, 140);
    // Nearly all lines lack these signs, and looking for them is cheap.
    const SIGNS: [&str; 9] = [
        "Getty",
        "Shutterstock",
        "iStock",
        "Alamy",
        "Photo",
        "Unsplash",
        "Wikimedia",
        "ia ",
        "by ",
    ];
    let could_end =
        end.contains(['(', '©', ':', '|', '/']) || SIGNS.iter().any(|s| end.contains(s));
    let starts = || CAPTION_START.is_match(head(line, 80));
    line.len() < 500 && (starts() || could_end && CREDIT_END.is_match(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_of_news_pages() {
        let cases = [
            ("STORY CONTINUES BELOW THIS AD", Cue::Advert),
            ("Advertisement", Cue::Advert),
            ("READ MORE:", Cue::ReadMore),
            ("Also Read | Ferry line to close", Cue::ReadMore),
            ("Related Articles", Cue::RelatedHeader),
            ("More in this section", Cue::RelatedHeader),
            ("You can share this story on social media:", Cue::Promotion),
            ("Follow Harbour News onFerriesPorts", Cue::Promotion),
            ("No comments yet...", Cue::Comments),
            ("Comments", Cue::Comments),
            (
                "This website uses cookies. Read the policy to find out more.Accept cookies",
                Cue::Notice,
            ),
            ("© 2031 Harbour Media Limited", Cue::Legal),
            ("© Harbour Media Limited", Cue::Legal),
            ("With inputs from agencies", Cue::Credit),
            ("18 minutes ago", Cue::Age),
            ("By Ann Mole and Bo Finch", Cue::Byline),
            ("12 May, 2031 19:26", Cue::Byline),
            ("The mayor on the pier (Ann Mole/PA)", Cue::Caption),
            (
                "The mayor says it is 'a start.' File Picture: Bo Finch/ Harbourpix",
                Cue::Caption,
            ),
            (
                "Gulls near the pier on May 10, 2031. © Ann Mole / Getty Images",
                Cue::Caption,
            ),
            ("0:00     0:00", Cue::Widget),
            ("&w=3840&q=100)", Cue::Widget),
        ];
        for (line, expected) in cases {
            assert_eq!(cue(line), Some(expected), "{line}");
        }
    }

    #[test]
    fn sentences_carry_no_cue() {
        let sentences = [
            "The council has not commented on the plan to close the ferry line.",
            "Comments by the mayor drew laughter from the gallery.",
            "Follow-up talks were set for Monday, two officials said.",
            "By Monday the harbour had been closed for a week, and shops had run out of bread.",
            "“We share the view that this is a start,” he said in a photo shown to reporters.",
            "More than 40 boats were lost in the storm.",
            "He had been in office for two years when the photo was taken. (HNA)",
        ];
        for line in sentences {
            assert_eq!(cue(line), None, "{line}");
        }
    }
}
