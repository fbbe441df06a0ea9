//! What port tables in articles show.

use crate::harness::Project;

#[test]
fn a_summary_is_shown_where_its_column_is_asked_for_and_nowhere_else() {
    let page = "en/mail/send/index.html";
    let mut site = Project::small("");
    // The languages differ on purpose.
    site.edit("content/site.yaml", "tags:", "rules: { parity-code: 两种语言故意不同 }\ntags:");
    let file = "content/en/mail/send.md";
    site.edit(
        file,
        "```ports\nids: [submissions]\n",
        "```ports\nids: [submissions]\ncolumns: [number, summary]\n",
    );
    let cells = "<td class=\"summary\" data-l=\"Description\">Mail programs hand in messages here.</td></tr>";
    assert!(site.page(page).contains(cells), "{}", site.page(page));
    site.edit(file, ", summary]", "]");
    assert!(!site.page(page).contains("hand in messages here"));
}

#[test]
fn only_tables_with_summaries_depend_on_summaries() {
    let asks = |site: &Project, page: &str| {
        let path = portolan::base::path::SitePath::new(page).expect("a tame path");
        let site = site.sound();
        let questions = site.files[&path].trace.questions();
        questions.iter().any(|question| question.to_string() == "port-summary en/submissions")
    };
    let mut site = Project::small("");
    // The languages differ on purpose.
    site.edit("content/site.yaml", "tags:", "rules: { parity-code: 两种语言故意不同 }\ntags:");
    assert!(!asks(&site, "en/mail/send/index.html"));
    site.edit(
        "content/en/mail/send.md",
        "```ports\nids: [submissions]\n",
        "```ports\nids: [submissions]\ncolumns: [number, summary]\n",
    );
    assert!(asks(&site, "en/mail/send/index.html"));
    assert!(!asks(&site, "zh/mail/send/index.html"));
}
