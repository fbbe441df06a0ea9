//! GitHub's extensions, heading attributes and definition lists.

use super::*;

#[test]
fn tables_have_scopes_and_classes() {
    assert_eq!(
        html(
            "| 端口 | Use | |\n| :--- | ---: | :-: |\n| [](port:smtp) | a \\| b | `x\\|y` |\n| 1 |\n\nend\n"
        ),
        "‹TableStart(0)›
<thead>
<tr>
<th scope=\"col\">端口</th>
<th scope=\"col\" class=\"right\">Use</th>
<td></td>
</tr>
</thead>
<tbody>
<tr>
<td>‹LinkStart(0)›‹LinkEnd(0)›</td>
<td class=\"right\">a | b</td>
<td class=\"center\"><code>x|y</code></td>
</tr>
<tr>
<td>1</td>
<td class=\"right\"></td>
<td class=\"center\"></td>
</tr>
</tbody>
‹TableEnd(0)›
<p>end</p>
"
    );
    assert_eq!(
        html("a\n\n| x |\n|---|\n\n| y |\n|---|\n"),
        "<p>a</p>
‹TableStart(0)›
<thead>
<tr>
<th scope=\"col\">x</th>
</tr>
</thead>
‹TableEnd(0)›
‹TableStart(1)›
<thead>
<tr>
<th scope=\"col\">y</th>
</tr>
</thead>
‹TableEnd(1)›
"
    );
}

#[test]
fn strikethrough() {
    assert_eq!(html("~~Hi~~ ~there~ a~~b~~c"), "<p><del>Hi</del> <del>there</del> a<del>b</del>c</p>\n");
}

#[test]
fn bare_addresses_are_links_but_not_in_links_and_code() {
    assert_eq!(
        html(
            "https://a.example/x_y_z?b=1&amp;c=2&d=3, `https://b.example`, [https://c.example](a.md), **www.d.example.**"
        ),
        "<p><a href=\"https://a.example/x_y_z?b=1&amp;c=2&amp;d=3\">https://a.example/x_y_z?b=1&amp;c=2&amp;d=3</a>, \
         <code>https://b.example</code>, ‹LinkStart(0)›https://c.example‹LinkEnd(0)›, \
         <strong><a href=\"http://www.d.example\">www.d.example</a>.</strong></p>\n"
    );
    assert_eq!(
        html("<https://a.example/?q=a&b> <a@b.example> [x](mailto:a@b.example \"t\") [y](tel:+8610)"),
        "<p><a href=\"https://a.example/?q=a&amp;b\">https://a.example/?q=a&amp;b</a> \
         <a href=\"mailto:a@b.example\">a@b.example</a> \
         <a href=\"mailto:a@b.example\" title=\"t\">x</a> <a href=\"tel:+8610\">y</a></p>\n"
    );
}

#[test]
fn alerts_are_open_places() {
    assert_eq!(
        html("> [!IMPORTANT]\n> 用 **587**。\n\n> [!NOTE]\n> a\n>\n> - b\n\n> [!tip]\n\n> [!NOTE] title\n"),
        "‹AlertStart(Important)›
<p>用 <strong>587</strong>。</p>
‹AlertEnd(Important)›
‹AlertStart(Note)›
<p>a</p>
<ul>
<li>b</li>
</ul>
‹AlertEnd(Note)›
‹AlertStart(Tip)›‹AlertEnd(Tip)›
<blockquote>
<p>[!NOTE] title</p>
</blockquote>
"
    );
}

#[test]
fn tasks_have_labels() {
    assert_eq!(
        html("- [ ] open\n- [x] *done*\n  - [X] inner\n- plain\n\n1. [ ] loose\n\n   second\n2. [x] end\n"),
        "<ul>
<li class=\"task\"><label><input type=\"checkbox\" disabled> open</label></li>
<li class=\"task\"><label><input type=\"checkbox\" checked disabled> <em>done</em></label>
<ul>
<li class=\"task\"><label><input type=\"checkbox\" checked disabled> inner</label></li>
</ul>
</li>
<li>plain</li>
</ul>
<ol>
<li class=\"task\">
<p><label><input type=\"checkbox\" disabled> loose</label></p>
<p>second</p>
</li>
<li class=\"task\">
<p><label><input type=\"checkbox\" checked disabled> end</label></p>
</li>
</ol>
"
    );
}

#[test]
fn footnotes_are_numbered_by_their_first_reference() {
    assert_eq!(
        html(
            "[^unused]: never\n\n[^b]: Second[^c].\n\nA[^a] b[^b] a[^A] d[^none].\n\n[^a]: First.\n\n    - more\n\n[^c]: > Third[^a]\n"
        ),
        "<p>A<sup class=\"footnote-ref\"><a href=\"#fn-1\" id=\"fnref-1\" role=\"doc-noteref\">1</a></sup> \
         b<sup class=\"footnote-ref\"><a href=\"#fn-2\" id=\"fnref-2\" role=\"doc-noteref\">2</a></sup> \
         a<sup class=\"footnote-ref\"><a href=\"#fn-1\" id=\"fnref-1-2\" role=\"doc-noteref\">1</a></sup> \
         d[^none].</p>
‹FootnotesStart›
<ol>
<li id=\"fn-1\">
<p>First.</p>
<ul>
<li>more</li>
</ul>
<p><a href=\"#fnref-1\" class=\"footnote-back\" role=\"doc-backlink\">↩\u{fe0e}</a> \
         <a href=\"#fnref-1-2\" class=\"footnote-back\" role=\"doc-backlink\">↩\u{fe0e}<sup>2</sup></a> \
         <a href=\"#fnref-1-3\" class=\"footnote-back\" role=\"doc-backlink\">↩\u{fe0e}<sup>3</sup></a></p>
</li>
<li id=\"fn-2\">
<p>Second<sup class=\"footnote-ref\"><a href=\"#fn-3\" id=\"fnref-3\" role=\"doc-noteref\">3</a></sup>. \
         <a href=\"#fnref-2\" class=\"footnote-back\" role=\"doc-backlink\">↩\u{fe0e}</a></p>
</li>
<li id=\"fn-3\">
<blockquote>
<p>Third<sup class=\"footnote-ref\"><a href=\"#fn-1\" id=\"fnref-1-3\" role=\"doc-noteref\">1</a></sup></p>
</blockquote>
<p><a href=\"#fnref-3\" class=\"footnote-back\" role=\"doc-backlink\">↩\u{fe0e}</a></p>
</li>
</ol>
‹FootnotesEnd›
"
    );
}

#[test]
fn brackets_around_a_footnote_are_no_link() {
    // So a link never stands inside a link, nor a reference inside an alternative text.
    let (body, _) = read("[a[^1]](x.md) ![b[^1]](c.png)\n\n[^1]: N", RawHtml::Escaped);
    assert_eq!(body.links, []);
    assert_eq!(body.images, []);
}

#[test]
fn definition_lists() {
    assert_eq!(
        html("Port\n: a number\n: another\n\nRelay\n\n: loose\n"),
        "<dl>
<dt>Port</dt>
<dd>
<p>a number</p>
</dd>
<dd>
<p>another</p>
</dd>
<dt>Relay</dt>
<dd>
<p>loose</p>
</dd>
</dl>
"
    );
}
