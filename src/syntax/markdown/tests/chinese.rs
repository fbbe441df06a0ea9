//! Chinese text: emphasis, line breaks, addresses.

use super::*;

fn paragraph(markdown: &str) -> String {
    let html = html(markdown);
    html.strip_prefix("<p>").and_then(|html| html.strip_suffix("</p>\n")).unwrap().to_string()
}

#[test]
fn emphasis_works_next_to_chinese_punctuation() {
    for (markdown, expected) in [
        ("**中文。**文字", "<strong>中文。</strong>文字"),
        ("请用**“提交”**端口", "请用<strong>“提交”</strong>端口"),
        ("请用**「提交」**端口", "请用<strong>「提交」</strong>端口"),
        ("端口**587（提交）**和", "端口<strong>587（提交）</strong>和"),
        ("*注意！*请看", "<em>注意！</em>请看"),
        ("这是**`587`**端口", "这是<strong><code>587</code></strong>端口"),
        ("见**[文](a.md)**中", "见<strong>‹LinkStart(0)›文‹LinkEnd(0)›</strong>中"),
        ("~~旧的。~~新的", "<del>旧的。</del>新的"),
        ("***很重要。***真的", "<em><strong>很重要。</strong></em>真的"),
        ("**一、**二**三，**四", "<strong>一、</strong>二<strong>三，</strong>四"),
        ("是**(a)**的，是**(b)**。", "是<strong>(a)</strong>的，是<strong>(b)</strong>。"),
        ("甲**_乙_**丙", "甲<strong><em>乙</em></strong>丙"),
        ("\\**中文。**文字", "**中文。**文字"),
        ("`**中文。**文字` \\*\\*中文。\\*\\*文字", "<code>**中文。**文字</code> **中文。**文字"),
        ("a**“b”**c", "a**“b”**c"),
        ("2 * 3 * 4，5*6*7", "2 * 3 * 4，5<em>6</em>7"),
    ] {
        assert_eq!(paragraph(markdown), expected, "{markdown}");
    }
}

#[test]
fn marks_of_the_pre_pass_are_nowhere_in_the_result() {
    let markdown = "## 甲**乙。**丙 {#a}\n\n[**文。**字](**。路.md \"**题。**目\") ![**图。**片](**。图.png)\n\n\
                    [标**。**签]: b.md\n[标**。**签] `**。码` <https://**。例> 注[^**。注]\n\n\
                    ```甲**。乙 title=\"**。题\"\n**中。**文\n```\n\n[^**。注]: **脚。**注\n";
    let (body, problems) = read(markdown, RawHtml::Escaped);
    // The language is nonsense on purpose.
    let codes: Vec<&str> = problems.iter().map(|problem| problem.code.number()).collect();
    assert_eq!(codes, ["P0415"]);
    let all = format!("{body:?}");
    let marks: Vec<char> = all.chars().filter(|c| ('\u{11000}'..'\u{1f000}').contains(c)).collect();
    assert_eq!(marks, []);
    assert_eq!(
        pieces(&body),
        "‹HeadingStart(0)›甲<strong>乙。</strong>丙‹HeadingEnd(0)›
<p>‹LinkStart(0)›<strong>文。</strong>字‹LinkEnd(0)› \
         ‹Image(Image { address: \"**。图.png\", alt: \"图。片\", title: \"\" })›</p>
<p>‹LinkStart(1)›标<strong>。</strong>签‹LinkEnd(1)› <code>**。码</code> \
         <a href=\"https://**%E3%80%82%E4%BE%8B\">https://**。例</a> \
         注<sup class=\"footnote-ref\"><a href=\"#fn-1\" id=\"fnref-1\" role=\"doc-noteref\">1</a></sup></p>
‹Code(Code { language: \"甲**。乙\", title: Some(\"**。题\"), tested: [], text: \"**中。**文\\n\" })›
‹FootnotesStart›
<ol>
<li id=\"fn-1\">
<p><strong>脚。</strong>注 <a href=\"#fnref-1\" class=\"footnote-back\" role=\"doc-backlink\">↩\u{fe0e}</a></p>
</li>
</ol>
‹FootnotesEnd›
"
    );
    assert_eq!(body.links[0].target, Target::File("**。路.md".into(), None));
    assert_eq!(&markdown[body.links[0].span.start..body.links[0].span.end], "**。路.md");
    assert_eq!(body.links[0].title, "**题。**目");
}

#[test]
fn noncharacters_and_marks_in_the_input_are_safe() {
    for c in ['\u{fdd0}', '\u{fdd1}', '\u{12474}', '\u{11fff}', '\u{10ffff}'] {
        assert_eq!(paragraph(&format!("{c}**中文。**文字{c}")), format!("{c}<strong>中文。</strong>文字{c}"));
    }
}

#[test]
fn line_breaks_inside_chinese_text_leave_nothing() {
    for (markdown, expected) in [
        ("第一行\n第二行", "第一行第二行"),
        ("第一行，\nSMTP", "第一行，SMTP"),
        ("SMTP\n（邮件）", "SMTP（邮件）"),
        ("端口\n**提交**", "端口<strong>提交</strong>"),
        ("**端口**\n提交", "<strong>端口</strong>提交"),
        ("端口\n[提交](a.md)\n用", "端口‹LinkStart(0)›提交‹LinkEnd(0)›用"),
        ("他说\n“好”\n然后", "他说“好”然后"),
        ("端口\n587", "端口\n587"),
        ("SMTP\n端口", "SMTP\n端口"),
        ("one\ntwo", "one\ntwo"),
        ("端口\n[](port:x)\n号", "端口\n‹LinkStart(0)›‹LinkEnd(0)›\n号"),
        ("端口  \n提交", "端口<br />\n提交"),
        ("端口\\\n提交", "端口<br />\n提交"),
        ("第一行\r\n第二行", "第一行第二行"),
    ] {
        assert_eq!(paragraph(markdown), expected, "{markdown}");
    }
    assert_eq!(html("> 第一\n> 第二\n第三\n"), "<blockquote>\n<p>第一第二第三</p>\n</blockquote>\n");
    let (body, _) = read("![第一\n第二](a.png)", RawHtml::Escaped);
    assert!(matches!(&body.pieces.list()[1], Piece::Image(image) if image.alt == "第一第二"));
}

#[test]
fn chinese_ends_a_bare_address() {
    assert_eq!(
        paragraph("见https://a.example/b。（www.c.example）；https://d.example/端口"),
        "见<a href=\"https://a.example/b\">https://a.example/b</a>。\
         （<a href=\"http://www.c.example\">www.c.example</a>）；\
         <a href=\"https://d.example/\">https://d.example/</a>端口"
    );
}
