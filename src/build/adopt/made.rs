//! What a reader sees in the generated parts of a page: their cells, without markup and folded.

use crate::lint::shadows::cells::fold;

/// The rows of each port table of a page.
pub(super) fn ports(html: &str) -> Vec<Vec<Vec<String>>> {
    html.split("<div class=\"tw ports\"").skip(1).map(rows).collect()
}

/// The servers in each block of settings, each with the name of the provider and the label above it.
pub(super) fn settings(html: &str) -> Vec<Vec<Vec<String>>> {
    html.split("<div class=\"settings\" data-pagefind-body").skip(1).map(servers).collect()
}

// The cells of the body of a table.
fn rows(html: &str) -> Vec<Vec<String>> {
    let body = html.split_once("<tbody>").and_then(|(_, rest)| rest.split_once("</tbody>"));
    let rows = body.map_or("", |(body, _)| body).split("</tr>");
    let cells = |row: &str| {
        let ends = row.replace("</th>", "</td>");
        let mut cells: Vec<String> = ends.split("</td>").map(visible).collect();
        // What follows the last cell is none.
        cells.pop();
        cells
    };
    rows.map(cells).filter(|cells| !cells.is_empty()).collect()
}

fn servers(html: &str) -> Vec<Vec<String>> {
    let own = html.split("<p class=\"small\">").next().unwrap_or_default();
    let said = |html: &str, mark: &str| {
        let (_, rest) = html.rsplit_once(mark)?;
        rest.split_once("</p>").map(|(shown, _)| visible(shown))
    };
    let label = |html: &str| said(html, "<p class=\"label\">");
    let mut lists = own.split("<dl>");
    let head = lists.next().unwrap_or_default();
    let name = said(head, "<p class=\"name\">");
    let mut above = label(head);
    let mut servers = Vec::new();
    for (facts, behind) in lists.filter_map(|list| list.split_once("</dl>")) {
        let facts = facts.split("</dd>").filter_map(|fact| Some(visible(fact.rsplit_once("<dd>")?.1)));
        servers.push(name.iter().chain(&above).cloned().chain(facts).collect());
        above = label(behind).or(above);
    }
    servers
}

fn visible(html: &str) -> String {
    let mut text = String::new();
    for (number, part) in html.split('<').enumerate() {
        let shown = if number == 0 { part } else { part.split_once('>').map_or("", |(_, shown)| shown) };
        text.push_str(shown);
    }
    let entities =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&amp;", "&")];
    fold(&entities.iter().fold(text, |text, (entity, sign)| text.replace(entity, sign)))
}
