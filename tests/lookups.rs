//! Error messages, labels of mail clients and clouds: from the registry to pages, in both languages.

use crate::harness::{Project, assert_text, file};
use portolan::base::lang::Lang;

/// One entry of each kind.
pub const ENTRIES: &str = "\
//- content/registry/errors.yaml
- id: wrong-version
  shown: [wrong version number, \"<svg onload=alert(1)> & {{7*7}}\"]
  stage: encrypt
  meaning: { zh: 选项和端口不配。, en: Label and port do not match. }
  remedy: { zh: 换成 465。, en: Move to 465. }
  ports: [imaps]
  article: mail/send#check
  references: [{ rfc: 8314 }]
  checked: 2026-11-20
//- content/registry/clients.yaml
- id: thunderbird
  name: { zh: 雷鸟, en: Thunderbird }
  labels:
    - { text: { zh: SSL/TLS, en: SSL/TLS }, encryption: [implicit], ports: [submissions, imaps] }
    - { text: { zh: 无, en: None }, encryption: [cleartext], ports: [], evidence: secondary }
  notes: [{ zh: 两处都要改。, en: Change both halves. }]
  references: [{ rfc: 8314 }]
  checked: 2026-11-20
//- content/registry/clouds.yaml
- id: cumulus
  name: { zh: 积云, en: Cumulus }
  policy: on-request
  outbound: { zh: 默认封。, en: Blocked. }
  unblock: { zh: 可以申请。, en: Ask for it. }
  basis: { zh: 官方文档, en: Its own page }
  references: [{ rfc: 5068 }]
  checked: 2026-11-20
";

const BLOCKS: &str = "\
```errors
stage: encrypt
filter: true
```

```clients
ids: [thunderbird]
```

```clouds
```

```which
- id: read
  goal: GOAL
  case: <b>
  ports: [imaps]
  text: TEXT
```

```fill
host: mail.example.org
```
";

fn site() -> Project {
    let mut project = Project::small(ENTRIES);
    for (lang, goal) in [("zh", "收信"), ("en", "Read mail")] {
        let text = BLOCKS.replace("GOAL", goal).replace("TEXT", goal);
        project.write(
            &format!("content/{lang}/mail/tool.md"),
            format!("---\ntitle: {goal}\nsummary: {goal}\norigin: zh\nports: [imaps]\n---\n\n{text}"),
        );
    }
    project.accept();
    project
}

/// The page without tags, one line for each text.
fn texts(page: &str) -> Vec<String> {
    let (_, article) = page.split_once("<article").expect("an article");
    let (article, _) = article.split_once("</article>").expect("it ends");
    let parts = article.split('<').filter_map(|part| part.split_once('>'));
    parts.map(|(_, text)| text.trim().to_string()).filter(|text| !text.is_empty()).collect()
}

#[test]
fn everything_is_in_the_page_and_hostile_text_is_text() {
    let build = site().sound();
    let page = file(&build, "en/mail/tool/index.html");
    assert_text(
        &texts(&page).join("\n"),
        "wrong version number
&lt;svg onload=alert(1)&gt; &amp; {{7*7}}
Label and port do not match.
What to do:
Move to 465.
Encrypt
993
More:
Sending
RFC 8314
, Checked
20 November 2026
Encryption labels of mail clients
Client
Label
Meaning
Ports
Thunderbird
SSL/TLS
Implicit TLS
465
993
None
Secondary source
Cleartext
Change both halves.
RFC 8314
, Checked
20 November 2026
Outbound port 25 at cloud providers
Cloud
Outbound 25
Can it be unblocked
Basis
Cumulus
Blocked by default
Blocked.
Ask for it.
Its own page
RFC 5068
, Checked
20 November 2026
Read mail
&lt;b&gt;
Read mail
Protocol
IMAP
Port
993
Encryption
Implicit TLS
Label to choose
SSL/TLS
The names in the code below are examples. Replace them with yours.
Mail server
mail.example.org",
    );
    let chinese = file(&build, "zh/mail/tool/index.html");
    for text in ["选项和端口不配。", "雷鸟", "可以申请。", "收信"] {
        assert!(texts(&chinese).iter().any(|line| line == text), "{text}");
    }
}

#[test]
fn only_pages_with_something_to_fill_in_have_the_script() {
    let build = site().sound();
    assert!(file(&build, "zh/mail/tool/index.html").contains("assets/tools-"));
    assert!(!file(&build, "zh/mail/send/index.html").contains("assets/tools-"));
}

#[test]
fn a_port_leads_to_the_article_that_shows_its_errors() {
    let link = "<a href=\"../../mail/tool/#error-wrong-version\"><code>wrong version number</code></a>";
    let page = site().page("zh/ports/993/index.html");
    assert!(
        page.contains("<a href=\"../../../zh/mail/tool/#error-wrong-version\">") || page.contains(link),
        "{page}"
    );
    let mut hidden = site();
    for lang in ["zh", "en"] {
        let path = format!("content/{lang}/mail/tool.md");
        hidden.edit(&path, "```errors\nstage: encrypt\nfilter: true\n```\n", "");
    }
    hidden.accept();
    assert!(!hidden.page("zh/ports/993/index.html").contains("wrong version number"));
}

#[test]
fn an_error_that_is_shown_is_found_by_its_text() {
    let build = site().with_every_output().sound();
    let index = file(&build, "assets/search-en.js");
    assert!(index.contains("en/mail/tool/#error-wrong-version"), "{index}");
}

#[test]
fn an_error_leads_to_no_article_that_is_not_there() {
    let problem = |section: &str| {
        let mut project = site();
        project.edit("content/registry/errors.yaml", "mail/send#check", section);
        project.short()
    };
    assert_text(
        &problem("mail/sent#check"),
        "content/registry/errors.yaml:7:12: error[P0309]: there is no article `mail/sent` (write `mail/send`)",
    );
    assert_text(
        &problem("mail/send#chek"),
        "content/registry/errors.yaml:7:12: error[P0402]: `mail/send` has no heading `#chek` (write `#check`)",
    );
}

#[test]
fn entries_need_both_languages_and_no_other_keys() {
    let mut project = site();
    project.edit(
        "content/registry/errors.yaml",
        "{ zh: 换成 465。, en: Move to 465. }",
        "{ zh: 换成 465。 }",
    );
    project.edit("content/registry/clouds.yaml", "  policy: on-request", "  polcy: on-request");
    let said = project.problems(Lang::En);
    assert!(said.contains("error[P0208]") && said.contains("error[P0205]"), "{said}");
}
