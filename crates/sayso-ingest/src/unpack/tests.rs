use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use sayso_text::CleanText;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

/// What an input gives: names with their bytes' length, and codes with what they are about.
fn unpacked(bytes: &[u8]) -> (Vec<Document>, Vec<String>) {
    let (mut documents, mut findings) = (Vec::new(), Vec::new());
    unpack("f", Cursor::new(bytes), &Options::default(), &mut |found| {
        match found {
            Ok(document) => documents.push(document),
            Err(d) => findings.push(format!("{} {}", d.code.as_str(), d.document)),
        }
        ControlFlow::Continue(())
    });
    (documents, findings)
}

fn names(documents: &[Document]) -> Vec<&str> {
    documents.iter().map(|d| d.name.as_str()).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("writes to memory");
    encoder.finish().expect("writes to memory")
}

fn zip_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .expect("writes to memory");
        writer.write_all(bytes).expect("writes to memory");
    }
    writer.finish().expect("writes to memory").into_inner()
}

fn tar_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        builder
            .append_data(&mut header, name, *bytes)
            .expect("writes to memory");
    }
    builder.into_inner().expect("writes to memory")
}

/// A record of a web archive; `declared` is what it says of its length.
fn record(kind: &str, url: &str, block: &[u8], declared: usize) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Type: text/plain\r\nContent-Length: {declared}\r\n\r\n"
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn answer(fields: &str, body: &[u8]) -> Vec<u8> {
    let head =
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=ISO-8859-1\r\n{fields}\r\n");
    [head.as_bytes(), body].concat()
}

#[test]
fn plain_files_are_one_document() {
    let (documents, findings) = unpacked(b"The ferry, it seems, sank.\nNobody was hurt.");
    assert_eq!((names(&documents), findings.len()), (vec!["f"], 0));
    let (documents, _) = unpacked(b"");
    assert_eq!(documents[0].bytes, b"");
}

#[test]
fn layers_are_opened_in_turn() {
    let zip = zip_of(&[
        ("a.txt", b"A"),
        (".b/c.txt", b"hidden"),
        ("d.txt.gz", &gzip(b"D")),
    ]);
    let (documents, findings) = unpacked(&gzip(&tar_of(&[("in.zip", &zip), ("e.txt", b"E")])));
    assert_eq!(
        names(&documents),
        ["f!/in.zip!/a.txt", "f!/in.zip!/d.txt.gz", "f!/e.txt"]
    );
    let bytes: Vec<&[u8]> = documents.iter().map(|d| d.bytes.as_slice()).collect();
    assert_eq!(bytes, [b"A", b"D", b"E"]);
    assert!(findings.is_empty());
    let deep = (0..MAX_NESTED + 1).fold(b"x".to_vec(), |inner, _| gzip(&inner));
    assert_eq!(unpacked(&deep).1, ["S009 f"]);
}

#[test]
fn a_stream_gives_what_a_file_gives() {
    for bytes in [zip_of(&[("a.txt", b"A")]), gzip(b"A"), b"A".to_vec()] {
        let mut documents = Vec::new();
        unpack_stream("f", bytes.as_slice(), &Options::default(), &mut |found| {
            documents.extend(found.ok());
            ControlFlow::Continue(())
        });
        assert_eq!(documents, unpacked(&bytes).0);
    }
}

#[test]
fn names_that_lead_out_are_told_of_and_never_used() {
    let (documents, findings) = unpacked(&zip_of(&[("../../a.txt", b"A"), ("C:\\b\\c.txt", b"B")]));
    assert_eq!(names(&documents), ["f!/a.txt", "f!/b/c.txt"]);
    assert_eq!(findings, ["S014 f!/a.txt", "S014 f!/b/c.txt"]);
}

#[test]
fn a_cut_archive_gives_what_stands_before_the_cut() {
    let zip = zip_of(&[("a.txt", &[b'a'; 400]), ("b.txt", &[b'b'; 400])]);
    let (documents, findings) = unpacked(&zip[..zip.len() - 60]);
    assert_eq!(names(&documents), ["f!/a.txt", "f!/b.txt"]);
    assert_eq!(findings, ["S015 f"]);
    let packed = gzip(
        &(0..90_000u32)
            .flat_map(|i| i.wrapping_mul(2_654_435_761).to_le_bytes())
            .collect::<Vec<_>>(),
    );
    let (documents, findings) = unpacked(&packed[..packed.len() / 2]);
    assert!(documents[0].bytes.len() > 100_000);
    assert_eq!(findings, ["S015 f"]);
}

#[test]
fn bombs_end_in_a_finding() {
    // 300 MiB of one byte in some 300 KB, as a member too large to hold.
    let mut header = tar::Header::new_ustar();
    header.set_path("big.txt").expect("a short name");
    header.set_size(300 << 20);
    header.set_cksum();
    let stretch = gzip(&vec![b'a'; 10 << 20]);
    let bomb = [gzip(header.as_bytes()), stretch.repeat(30)].concat();
    let (documents, findings) = unpacked(&bomb);
    assert!(documents.is_empty());
    assert_eq!(findings, ["S004 f!/big.txt", "S013 f"]);
}

#[test]
fn web_archives_give_their_pages() {
    let chunked = b"5\r\n<p>On\r\n6;x=y\r\ne.</p>\r\n0\r\n\r\n";
    let records = [
        record("warcinfo", "", b"software: none", 14),
        record("request", "https://a.example/", b"GET / HTTP/1.1", 14),
        record(
            "response",
            "https://a.example/",
            &answer("", b"<p>One.</p>"),
            answer("", b"<p>One.</p>").len(),
        ),
        {
            let page = answer("Transfer-Encoding: chunked\r\n", chunked);
            record("response", "https://a.example/", &page, page.len())
        },
        {
            let page = answer("Content-Encoding: gzip\r\n", &gzip(b"<p>One.</p>"));
            record("response", "https://b.example/", &page, page.len())
        },
        record("conversion", "https://c.example/", b"One.", 4),
    ];
    for bytes in [
        records.concat(),
        records.iter().flat_map(|r| gzip(r)).collect(),
    ] {
        let (documents, findings) = unpacked(&bytes);
        assert_eq!(
            names(&documents),
            [
                "f!/https://a.example/",
                "f!/https://a.example/#2",
                "f!/https://b.example/",
                "f!/https://c.example/"
            ]
        );
        assert!(documents[..3].iter().all(|d| d.bytes == b"<p>One.</p>"));
        assert_eq!(documents[3].bytes, b"One.");
        let Nature::Page { url, charset } = &documents[0].nature else {
            panic!("a page's nature")
        };
        assert_eq!(
            (url.as_str(), charset.as_deref()),
            ("https://a.example/", Some("iso-8859-1"))
        );
        assert!(findings.is_empty(), "{findings:?}");
    }
}

#[test]
fn wrong_lengths_cost_no_other_record() {
    let text = b"The ferry sank.";
    for declared in [0, 3, 20, 60, 5000, MAX_BYTES + 1, usize::MAX >> 1] {
        let records = [
            record("conversion", "https://a.example/", text, declared),
            record("conversion", "https://b.example/", text, text.len()),
        ];
        let (documents, findings) = unpacked(&records.concat());
        assert_eq!(
            names(&documents),
            ["f!/https://a.example/", "f!/https://b.example/"],
            "{declared}"
        );
        assert!(documents.iter().all(|d| d.bytes == text), "{declared}");
        assert_eq!(findings, ["S015 f!/record 1"], "{declared}");
    }
    let broken = [
        b"WARC/1.0\r\nno head".as_slice(),
        &record("conversion", "https://b.example/", text, 15),
    ]
    .concat();
    assert_eq!(unpacked(&broken).0.len(), 1);
}

#[test]
fn lists_give_their_records_where_they_stand() {
    let lines = b"{\"text\": \"a\"}\r\n\n{\"text\": \"b\"}\nno json\n";
    let (documents, _) = unpacked(lines);
    assert_eq!(names(&documents), ["f#1", "f#2", "f#3"]);
    for document in &documents {
        let range = document.offset..document.offset + document.bytes.len();
        assert_eq!(&lines[range], document.bytes);
    }
    let table = b"id;title;text\r\n1;A;\"Two\r\nlines; \"\"so\"\"\"\r\n2;B;x\r\n";
    let (documents, _) = unpacked(table);
    assert_eq!(names(&documents), ["f#1", "f#2"]);
    let Nature::Row(columns) = &documents[0].nature else {
        panic!("a row's nature")
    };
    let row = CleanText::verbatim(std::str::from_utf8(&documents[0].bytes).expect("text"));
    let cells: Vec<String> = columns
        .cells(&row)
        .iter()
        .map(|c| c.as_str().to_owned())
        .collect();
    assert_eq!(cells, ["1", "A", "Two\r\nlines; \"so\""]);
    assert_eq!(
        unpacked(b"He said, once more, that\nit was so.").0[0].nature,
        Nature::Unknown
    );
    assert_eq!(
        unpacked(b"{\n\"text\": \"a\"\n}\n").0[0].nature,
        Nature::Unknown
    );
}

proptest! {
    /// Whatever is damaged, what is read ends, and nothing panics.
    #[test]
    fn damage_anywhere_ends(which in 0usize..5, cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6), end in any::<prop::sample::Index>()) {
        let page = answer("Transfer-Encoding: chunked\r\n", b"4\r\n<p>a\r\n0\r\n\r\n");
        let mut bytes = match which {
            0 => gzip(&tar_of(&[("a.txt", b"A"), ("b.txt", b"B")])),
            1 => zip_of(&[("a.txt", b"A"), ("b.txt", &[b'b'; 300])]),
            2 => [record("response", "https://a.example/", &page, page.len()), record("conversion", "u", b"One.", 4)].concat(),
            3 => b"{\"text\": \"a\"}\n{\"text\": \"b\"}\n".to_vec(),
            _ => b"title,text\n\"a\",\"b\"\"c\"\nd,e\n".to_vec(),
        };
        for (at, byte) in cuts {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes.truncate(end.index(bytes.len() + 1));
        for document in unpacked(&bytes).0 {
            let _ = crate::read_document(&document, &Options::default());
        }
    }

    #[test]
    fn cells_map_to_their_bytes(row in r#"("([a-zé,\n]|"")*"|[a-zé" ]*)(,("([a-zé,\n]|"")*"|[a-z" ]*)){0,3}"#) {
        let columns = Columns { names: Vec::new(), delimiter: b',' };
        let text = CleanText::verbatim(row.as_str());
        for cell in columns.cells(&text) {
            for (at, c) in cell.as_str().char_indices() {
                let raw = cell.to_raw(sayso_text::CleanSpan::new(at, at + c.len_utf8()));
                let shown = &row[raw.range()];
                prop_assert!(shown == c.to_string() || (c == '"' && shown == "\"\""), "{shown:?} for {c:?}");
            }
        }
    }
}
