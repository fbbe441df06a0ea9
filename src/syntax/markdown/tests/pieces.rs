//! What is left open, and what is known about it.

use super::*;

fn written(markdown: &str, spans: impl IntoIterator<Item = Span>) -> Vec<&str> {
    spans.into_iter().map(|span| &markdown[span.start..span.end]).collect()
}

#[test]
fn places_count_from_the_start_of_the_file() {
    let file = "---\ntitle: 题\n---\n\n## 节 {#a}\n\n见[文](b.md#c)、![图](d.png)。\n\n```ports\nfamily: mail\n```\n";
    let start = file.find("\n\n##").unwrap() + 1;
    let path = SourcePath::new("content/zh/a.md").unwrap();
    let mut problems = Vec::new();
    let body = parse(&path, file, start, RawHtml::Escaped, &mut problems);
    assert_eq!(problems, []);
    assert_eq!(written(file, body.headings.iter().map(|heading| heading.span)), ["## 节 {#a}"]);
    assert_eq!(written(file, body.links.iter().map(|link| link.span)), ["b.md#c"]);
    assert_eq!(written(file, body.images.iter().map(|image| image.span)), ["d.png"]);
    assert_eq!(written(file, body.blocks.iter().map(|block| block.kind.span)), ["ports"]);
    assert!(file[body.blocks[0].start..].starts_with("family"));
}

#[test]
fn headings_keep_their_markup_and_lose_their_links() {
    let markdown = "## 用 `nc` 和[**文**](a.md) <https://b.example>[^1] ![图](c.png) {#check}\n\n\
                    Setext & *co*\n---\n\n### {#empty}\n\n[^1]: n\n";
    let (body, problems) = read(markdown, RawHtml::Escaped);
    assert_eq!(problems, []);
    let heading = |level, id: Option<&str>, text: &str, html: &str| {
        (level, id.map(String::from), text.to_string(), html.to_string())
    };
    let got: Vec<_> =
        body.headings.iter().map(|h| (h.level, h.id.clone(), h.text.clone(), h.html.clone())).collect();
    assert_eq!(
        got,
        [
            heading(
                2,
                Some("check"),
                "用 nc 和文 https://b.example",
                "用 <code>nc</code> 和<strong>文</strong> https://b.example 图"
            ),
            heading(2, None, "Setext & co", "Setext &amp; <em>co</em>"),
            heading(3, Some("empty"), "", ""),
        ]
    );
    assert_eq!(
        written(markdown, body.headings.iter().map(|heading| heading.span))[1..],
        ["Setext & *co*\n---", "### {#empty}"]
    );
    assert!(pieces(&body).starts_with(
        "‹HeadingStart(0)›用 <code>nc</code> 和‹LinkStart(0)›<strong>文</strong>‹LinkEnd(0)› \
         <a href=\"https://b.example\">https://b.example</a><sup"
    ));
}

#[test]
fn links_into_the_site_are_open() {
    let markdown = "[](port:submission#number) [x](service:imap) [y](provider:qq \"题\") [z](term:relay) \
                    [f](../mail/%E5%8F%91.md#a-b) [g](#here) [r] [  ](port:smtp) [**](port:s) [![i](i.png)](port:t)\n\n\
                    [r]: <x y.md> 't'\n";
    let (body, problems) = read(markdown, RawHtml::Escaped);
    assert_eq!(problems, []);
    let targets: Vec<_> =
        body.links.iter().map(|link| (link.target.clone(), link.is_empty, link.title.as_str())).collect();
    assert_eq!(
        targets,
        [
            (Target::Port("submission".into(), Some("number".into())), true, ""),
            (Target::Service("imap".into()), false, ""),
            (Target::Provider("qq".into()), false, "题"),
            (Target::Term("relay".into()), false, ""),
            (Target::File("../mail/发.md".into(), Some("a-b".into())), false, ""),
            (Target::Anchor("here".into()), false, ""),
            (Target::File("x y.md".into(), None), false, "t"),
            (Target::Port("smtp".into(), None), true, ""),
            (Target::Port("s".into(), None), false, ""),
            (Target::Port("t".into(), None), false, ""),
        ]
    );
    assert_eq!(
        written(markdown, body.links.iter().map(|link| link.span)),
        [
            "port:submission#number",
            "service:imap",
            "provider:qq",
            "term:relay",
            "../mail/%E5%8F%91.md#a-b",
            "#here",
            "[r]",
            "port:smtp",
            "port:s",
            "port:t",
        ]
    );
}

#[test]
fn code_blocks_are_open() {
    assert_eq!(
        html("```sh tested=\"Debian 12; 2026-11-23\" title=\"试\"\necho <b>\n```\n\n    indented\n\n- ```text\n  in list\n  ```\n\n~~~\n~~~\n"),
        "‹Code(Code { language: \"sh\", title: Some(\"试\"), tested: [\"Debian 12\", \"2026-11-23\"], text: \"echo <b>\\n\" })›
‹Code(Code { language: \"\", title: None, tested: [], text: \"indented\\n\" })›
<ul>
<li>
‹Code(Code { language: \"text\", title: None, tested: [], text: \"in list\\n\" })›
</li>
</ul>
‹Code(Code { language: \"\", title: None, tested: [], text: \"\" })›
"
    );
}

#[test]
fn generated_blocks_are_cut_out_of_the_file() {
    let markdown = "a\n\n```ports\nids: [smtp]\n\n# **中。**文\n```\n  ~~~~ settings x=y\r\n  provider: qq\r\n  ~~~~\n```flow\n```\n\n```firewall";
    let (body, problems) = read(markdown, RawHtml::Escaped);
    assert_eq!(
        problems.iter().map(|problem| problem.code).collect::<Vec<_>>(),
        [crate::diag::code::Code::UnclosedFence]
    );
    assert_eq!(pieces(&body), "<p>a</p>\n‹Block(0)›\n‹Block(1)›\n‹Block(2)›\n‹Block(3)›\n");
    let blocks: Vec<_> = body.blocks.iter().map(|b| (b.kind.value.as_str(), b.text.as_str())).collect();
    assert_eq!(
        blocks,
        [
            ("ports", "ids: [smtp]\n\n# **中。**文\n"),
            ("settings", "  provider: qq\r\n"),
            ("flow", ""),
            ("firewall", "")
        ]
    );
    for block in &body.blocks {
        assert!(markdown[block.start..].starts_with(&block.text));
        assert_eq!(&markdown[block.kind.span.start..block.kind.span.end], block.kind.value);
    }
}

#[test]
fn text_and_length() {
    let markdown = "## 标题 {#a}\n\n正文 *two words*\n第二行 `nc -v` [](port:x)\n\n- 项\n- item\n\n| 甲 | b |\n|---|---|\n| 1 | 2 |\n\n\
                    ```sh\necho 你好 world\n```\n\n> [!NOTE]\n> 注[^1]\n\n![不算](a.png)\n\n[^1]: 脚注\n";
    let (body, problems) = read(markdown, RawHtml::Escaped);
    assert_eq!(problems, []);
    let text = "标题\n正文 two words 第二行 nc -v\n项\nitem\n甲\nb\n1\n2\n注\n脚注\n";
    assert_eq!(body.size, text.len());
    assert_eq!(body.length, Length { han: 12, words: 6, code: 6 });
}

#[test]
fn comments_are_dropped_and_html_is_let_through_when_it_is_allowed() {
    let markdown =
        "<!-- 头 -->\n\n> [!IMPORTANT]\n> 答\n\na<!-- x -->b <b>c</b>\n\n<div>\n<!-- y -->\n*d*\n</div>\n";
    let (body, problems) = read(markdown, RawHtml::Allowed);
    assert_eq!(problems, []);
    assert_eq!(
        pieces(&body),
        "‹AlertStart(Important)›
<p>答</p>
‹AlertEnd(Important)›
<p>ab <b>c</b></p>
<div>

*d*
</div>
"
    );
    assert_eq!(html("a<!-- x -->b\n\n<!--\n\n## no\n-->\n\nc\n"), "<p>ab</p>\n<p>c</p>\n");
}
