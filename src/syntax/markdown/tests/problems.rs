//! What is said about mistakes, and where.

use super::*;

#[test]
fn raw_html_is_shown_and_reported_once_each_place() {
    let markdown = "a <kbd>Ctrl</kbd> <br> </i>\n\n<div onclick=\"x\">\n<p>d\n</div>\n\n<!-- c --> <b>\n";
    let (body, _) = read(markdown, RawHtml::Escaped);
    assert_eq!(
        pieces(&body),
        "<p>a &lt;kbd&gt;Ctrl&lt;/kbd&gt; &lt;br&gt; &lt;/i&gt;</p>
<p>&lt;div onclick=&quot;x&quot;&gt;
&lt;p&gt;d
&lt;/div&gt;</p>
<p>&lt;b&gt;</p>
"
    );
    assert_eq!(
        problems(markdown),
        [
            "P0409 `<kbd>` raw HTML is shown as text",
            "P0409 `<br>` raw HTML is shown as text",
            "P0409 `</i>` raw HTML is shown as text",
            "P0409 `<div onclick=\"x\">` raw HTML is shown as text",
            "P0409 `<!-- c --> <b>` raw HTML is shown as text",
        ]
    );
    assert_eq!(problems("a\n\n<!-- b\n\nc\n"), ["P0409 `<!-- b` comment is not closed"]);
}

#[test]
fn refused_links_are_text() {
    let markdown = "[a](javascript:alert&lpar;1&rpar;) [b](data:text/html,x) [c](</d e>) [f](//g) <vbscript:h> [i](prot:x) [j]()\n\n\
                    [k][l] [m](java&#10;script:x) [n](&#x6A;avascript&colon;o)\n\n[l]: JavaScript:p\n";
    let (body, _) = read(markdown, RawHtml::Escaped);
    assert_eq!(pieces(&body), "<p>a b c f vbscript:h i j</p>\n<p>k m n</p>\n");
    assert_eq!(
        problems(markdown),
        [
            "P0403 `[a](javascript:alert&lpar;1&rpar;)` links to `javascript:` are refused",
            "P0403 `data:text/html,x` links to `data:` are refused",
            "P0403 `/d e` address `/d e` begins with `/`",
            "P0403 `//g` address `//g` begins with `/`",
            "P0403 `<vbscript:h>` links to `vbscript:` are refused",
            "P0403 `prot:x` links to `prot:` are refused",
            "P0403 `[j]()` link has no address",
            "P0403 `[k][l]` links to `javascript:` are refused",
            "P0403 `[m](java&#10;script:x)` address `java\u{fffd}script:x` holds a control character",
            "P0403 `[n](&#x6A;avascript&colon;o)` links to `javascript:` are refused",
        ]
    );
    let (_, problems) = read("[i](prot:x)", RawHtml::Escaped);
    assert_eq!(problems[0].help[0].en, "write `port:`");
}

#[test]
fn images_are_files_of_the_site_and_say_what_they_show() {
    let markdown = "![a](https://b.example/c.png) ![d](data:image/png;x) ![](e.png) ![f](/g.png) ![h](#i) ![ok](图.png \"t\")";
    let (body, _) = read(markdown, RawHtml::Escaped);
    assert_eq!(
        pieces(&body),
        "<p>a d ‹Image(Image { address: \"e.png\", alt: \"\", title: \"\" })› f h \
         ‹Image(Image { address: \"图.png\", alt: \"ok\", title: \"t\" })›</p>\n"
    );
    assert_eq!(
        problems(markdown),
        [
            "P0403 `https://b.example/c.png` image `https://b.example/c.png` is not a file of the site",
            "P0403 `data:image/png;x` links to `data:` are refused",
            "P0412 `![](e.png)` image has no alternative text",
            "P0403 `/g.png` address `/g.png` begins with `/`",
            "P0403 `#i` image `#i` is not a file of the site",
        ]
    );
}

#[test]
fn headings_have_levels_and_ids() {
    let markdown = "# 题\n\n## a {#x}\n\n#### b {#x}\n\n## c {#大}\n\n## d {#-e}\n\n## f {#fn-1}\n\n## g {h}\n\n## i ## {#j .k}\n\n### l {#x-1}\n";
    let (body, _) = read(markdown, RawHtml::Escaped);
    let ids: Vec<_> = body.headings.iter().map(|heading| heading.id.as_deref()).collect();
    assert_eq!(ids, [None, Some("x"), None, None, None, None, None, Some("j"), Some("x-1")]);
    assert_eq!(
        problems(markdown),
        [
            "P0411 `# 题` heading of level 1 in a body",
            "P0411 `#### b {#x}` heading goes from level 2 to level 4",
            "P0408 `x` two headings have the id `x`",
            "P0310 `大` `大` can't be an id",
            "P0310 `-e` `-e` can't be an id",
            "P0310 `fn-1` id `fn-1` is kept for footnotes",
            "P0310 `## g {h}` braces of the heading hold more than an id",
            "P0310 `## i ## {#j .k}` braces of the heading hold more than an id",
        ]
    );
    assert_eq!(
        problems("## 主机 {#main}\n\n## b {#page-sources}\n\n## c {#main-cf}\n"),
        [
            "P0310 `main` id `main` is kept for the page itself",
            "P0310 `page-sources` id `page-sources` is kept for the page itself",
        ]
    );
    assert_eq!(problems("### a"), ["P0411 `### a` heading goes from level 1 to level 3"]);
}

#[test]
fn generated_blocks_stand_at_the_top_level() {
    let markdown = "> ```ports\n> family: mail\n> ```\n\n- ```settings\n  provider: qq\n  ```\n\n    ports\n";
    let (body, _) = read(markdown, RawHtml::Escaped);
    assert_eq!(body.blocks, []);
    assert_eq!(
        problems(markdown),
        [
            "P0405 `` block `ports` must stand at the top level".replace("``", "````ports`"),
            "P0405 `` block `settings` must stand at the top level".replace("``", "````settings`"),
        ]
    );
    assert_eq!(problems("a[^1]\n\n[^1]:\n    ```flow\n    ```\n").len(), 1);
}

#[test]
fn the_answer_box_is_the_first_block() {
    assert_eq!(problems("<!-- c -->\n[r]: x.md\n\n> [!IMPORTANT]\n> a\n"), Vec::<String>::new());
    for markdown in ["a\n\n> [!IMPORTANT]\n> b\n", "***\n\n> [!IMPORTANT]\n> b\n"] {
        assert_eq!(problems(markdown), ["P0414 `> [!IMPORTANT]` answer box is not the first block"]);
    }
    let twice = "> [!IMPORTANT]\n> a\n\n> [!IMPORTANT]\n> b\n";
    assert_eq!(problems(twice), ["P0414 `> [!IMPORTANT]` answer box is not the first block"]);
    assert_eq!(problems("> > [!IMPORTANT]\n> > a\n").len(), 1);
}
