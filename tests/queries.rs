//! What pages ask of the site, and which answers an edit changes.

use crate::harness::{KINDS, Project, assert_text, kind};
use portolan::base::fingerprint::Fingerprint;
use portolan::base::lang::Lang;
use portolan::base::path::SitePath;
use portolan::build::run::Build;
use portolan::facts;
use portolan::query::Question;
use portolan::query::oracle::Oracle;
use portolan::syntax::template::Texts;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that an output asked, one question on each line.
fn trace(build: &Build, path: &str) -> String {
    let made = &build.files[&SitePath::new(path).expect("a tame path")];
    made.trace.questions().into_iter().map(|question| format!("{question}\n")).collect()
}

#[test]
fn an_article_page_asks_this_and_nothing_else() {
    assert_text(
        &trace(&Project::small("").sound(), "zh/mail/send/index.html"),
        "settings
site-text zh
strings zh advice.prefer caption_ports column.advice column.direction column.encryption column.number column.service column.status direction.client-to-server encryption.implicit heading_link home minutes related_link status.registered
strings zh cheatsheet_title glossary_title ports_title providers_title services_title sources_title tags_title
template article.html
template parts/foot.html
template parts/menu.html
template parts/nav.html
template parts/side.html
labels zh article.html
labels zh parts/foot.html
labels zh parts/menu.html
labels zh parts/nav.html
labels zh parts/side.html
assets
sections
section-title zh/mail
articles zh/mail
title zh/mail/read
title zh/mail/send
head zh/mail/send
body zh/mail/send
translation zh/mail/read
translation zh/mail/send
translation en/mail/send
lagging zh/mail/send
related mail/send
port-name zh/submissions
port-row submissions
service-name smtp-submission
mentions zh article mail/send
recorded",
    );
}

#[test]
fn a_page_that_shows_settings_asks_for_the_provider_and_its_ports() {
    assert_text(
        &trace(&Project::small("").sound(), "en/mail/read/index.html"),
        "settings
site-text en
strings en cheatsheet_title glossary_title ports_title providers_title services_title sources_title tags_title
strings en date encryption.implicit heading_link home minutes month.11 password.authorization-code related_words
template article.html
template parts/foot.html
template parts/menu.html
template parts/nav.html
template parts/side.html
labels en article.html
labels en parts/foot.html
labels en parts/menu.html
labels en parts/nav.html
labels en parts/side.html
assets
sections
section-title en/mail
articles en/mail
title en/mail/read
title en/mail/send
head en/mail/read
body en/mail/read
translation zh/mail/read
translation en/mail/read
translation en/mail/send
lagging en/mail/read
related mail/read
port-name en/imaps
port-name en/submissions
port-of imap 993 implicit
port-of smtp-submission 465 implicit
service-name imap
service-name smtp-submission
provider qq
mentions en article mail/read
recorded",
    );
}

#[test]
fn a_port_page_asks_this_and_nothing_else() {
    assert_text(
        &trace(&Project::small("").sound(), "zh/ports/465/index.html"),
        "settings
site-text zh
strings zh advice.prefer command.login command.open command.tls command.windows date direction.client-to-server encryption.implicit family.mail family.other home month.11 port_title ports_title status.registered
strings zh cheatsheet_title glossary_title ports_title providers_title services_title sources_title tags_title
template parts/foot.html
template parts/menu.html
template parts/nav.html
template parts/side.html
template port.html
labels zh parts/foot.html
labels zh parts/menu.html
labels zh parts/nav.html
labels zh parts/side.html
labels zh port.html
assets
sections
section-title zh/mail
title zh/mail/send
port-name zh/imaps
port-name zh/submissions
port-row submissions
port submissions
port urd
port-changed submissions
port-changed urd
beside mail 465
ports number 465
ports family mail
service-name smtp-submission
service-name urd
providers-on submissions
providers-on urd
provider-name qq
errors-on submissions
errors-on urd
mentions zh port submissions
mentions zh port urd
recorded",
    );
}

#[test]
fn the_port_table_asks_this_and_nothing_else() {
    assert_text(
        &trace(&Project::small("").sound(), "zh/ports/index.html"),
        "settings
site-text zh
strings zh advice.prefer caption_ports column.advice column.direction column.encryption column.number column.service column.status direction direction.client-to-server encryption encryption.implicit family family.mail family.other filter_count home ports_by_number ports_by_service ports_intro ports_title status.registered
strings zh cheatsheet_title glossary_title ports_title providers_title services_title sources_title tags_title
template parts/foot.html
template parts/menu.html
template parts/nav.html
template parts/side.html
template ports.html
labels zh parts/foot.html
labels zh parts/menu.html
labels zh parts/nav.html
labels zh parts/side.html
labels zh ports.html
assets
sections
section-title zh/mail
port-name zh/imaps
port-name zh/submissions
port-name zh/urd
port-row imaps
port-row submissions
port-row urd
ports
service-name imap
service-name smtp-submission
service-name urd
recorded",
    );
}

#[test]
fn a_section_page_asks_this_and_nothing_else() {
    assert_text(
        &trace(&Project::small("").sound(), "en/mail/index.html"),
        "settings
site-text en
strings en cheatsheet_title glossary_title ports_title providers_title services_title sources_title tags_title
strings en home
template parts/foot.html
template parts/menu.html
template parts/nav.html
template parts/side.html
template section.html
labels en parts/foot.html
labels en parts/menu.html
labels en parts/nav.html
labels en parts/side.html
labels en section.html
assets
sections
section en/mail
section-title en/mail
articles en/mail
title en/mail/read
title en/mail/send
head en/mail/read
head en/mail/send
recorded",
    );
}

#[test]
fn files_that_are_no_pages_ask_for_data_only() {
    let build = Project::small("//- static/list.txt\na list\n").sound();
    assert_text(&trace(&build, "ports.csv"), "port imaps\nport submissions\nport urd\nports");
    assert_text(&trace(&build, "robots.txt"), "settings");
    assert_text(&trace(&build, "list.txt"), "file static/list.txt");
    let mut project = Project::small("");
    project.options.base_url = Some("https://example.com/".to_string());
    assert_text(&trace(&project.sound(), "sitemap.xml"), "settings\naddresses");
}

#[test]
fn every_kind_of_question_is_asked() {
    let mut project = Project::small(
        "//- content/en/mail/more.md\n---\ntitle: More\nsummary: More\nchecked: 2026-11-20\n---\n\n\
         [](term:relay) [](provider:qq) [list](../../../static/list.txt)\n\n\
         ```ports\nfamily: mail\ncolumns: [number, summary]\n```\n\n```errors\n```\n\n```clients\n```\n\n\
         ```clouds\n```\n//- static/list.txt\na list\n",
    );
    project.add(crate::lookups::ENTRIES);
    project.add(crate::history::HISTORY);
    project.edit("content/en/mail/more.md", "checked:", "ports: []\nchecked:");
    project.options.base_url = Some("https://example.com/".to_string());
    let project = project.with_every_output();
    let kinds: BTreeSet<String> =
        asked(&project.build()).keys().map(|question| kind(&question.to_string())).collect();
    assert_text(&kinds.into_iter().collect::<Vec<_>>().join("\n"), &KINDS.join("\n"));
}

/// Every question that any output asked, and who asked it.
fn asked(build: &Build) -> BTreeMap<Question, BTreeSet<SitePath>> {
    let mut asked: BTreeMap<Question, BTreeSet<SitePath>> = BTreeMap::new();
    for (path, made) in &build.files {
        for question in made.trace.questions() {
            asked.entry(question.clone()).or_default().insert(path.clone());
        }
    }
    asked
}

/// The answers of a site to questions. What can be found is known to its build alone.
fn answers<'q>(
    project: &Project,
    build: &Build,
    questions: impl Iterator<Item = &'q Question>,
) -> BTreeMap<&'q Question, Fingerprint> {
    let site = project.site();
    let facts = facts::derive(&site);
    let oracle = Oracle::new(&site, &facts);
    for (question, answer) in &build.answers {
        if let Question::Search(lang) = question {
            oracle.set_documents(*lang, *answer);
        }
    }
    questions.map(|question| (question, oracle.fingerprint(question))).collect()
}

/// What an edit changes: answers first, then files: `~` differs, `+` is new, `-` is gone, `=` is
/// made again with the same bytes.
///
/// A file that differs asked something whose answer has changed; otherwise it would be kept by
/// mistake.
fn changes(before: &Project, edit: impl Fn(&mut Project)) -> String {
    let mut after = before.clone();
    edit(&mut after);
    let (old, new) = (before.sound(), after.sound());
    let asked = asked(&old);
    let answers_before = answers(before, &old, asked.keys());
    let answers_after = answers(&after, &new, asked.keys());
    let changed: BTreeSet<&Question> =
        asked.keys().filter(|question| answers_before[question] != answers_after[question]).collect();
    let mut said: String = changed.iter().map(|question| format!("{question}\n")).collect();
    for (path, made) in &old.files {
        let stale = made.trace.questions().into_iter().any(|question| changed.contains(question));
        match new.files.get(path) {
            None => said.push_str(&format!("- {path}\n")),
            Some(other) if other.bytes != made.bytes => {
                assert!(stale, "{path} has changed and asked nothing that has");
                said.push_str(&format!("~ {path}\n"));
            }
            Some(_) if stale => said.push_str(&format!("= {path}\n")),
            Some(_) => {}
        }
    }
    let added = new.files.keys().filter(|path| !old.files.contains_key(*path));
    added.for_each(|path| said.push_str(&format!("+ {path}\n")));
    said
}

#[test]
fn an_edit_of_a_body_reaches_the_pages_of_its_own_article_only() {
    let project = Project::small("");
    assert_text(
        &changes(&project, |project| {
            project.edit("content/en/mail/send.md", "Send on ", "Whoever sends mail sends it on ");
        }),
        "body en/mail/send\n~ en/mail/send/index.html",
    );
    let long = "One more sentence to read. ".repeat(400);
    assert_text(
        &changes(&project, |project| {
            project.edit("content/en/mail/send.md", "Send on ", &format!("{long}\n\nSend on "));
        }),
        "body en/mail/send\n~ en/mail/send/index.html",
    );
    // A fallback page shows the same body.
    let mut alone = project;
    alone.remove("content/zh/mail/send.md");
    assert_text(
        &changes(&alone, |project| project.edit("content/en/mail/send.md", "Send on ", "Do send on ")),
        "body en/mail/send\n~ en/mail/send/index.html\n~ zh/mail/send/index.html",
    );
}

#[test]
fn an_edit_of_a_title_reaches_the_pages_that_show_it() {
    let project = Project::small("");
    assert_text(
        &changes(&project, |project| {
            project.edit("content/en/mail/send.md", "title: Sending", "title: How to send");
        }),
        "title en/mail/send
head en/mail/send
~ en/index.html
~ en/mail/index.html
~ en/mail/read/index.html
~ en/mail/send/index.html
~ en/ports/465/index.html
~ en/services/smtp-submission/index.html
~ en/tags/index.html
~ en/tags/sending/index.html",
    );
}

#[test]
fn an_edit_of_a_summary_reaches_the_article_and_its_listings() {
    assert_text(
        &changes(&Project::small(""), |project| {
            project.edit("content/zh/mail/send.md", "summary: 用哪个端口发信", "summary: 发信的端口");
        }),
        "head zh/mail/send\n~ zh/mail/index.html\n~ zh/mail/send/index.html\n~ zh/tags/sending/index.html",
    );
}

#[test]
fn an_edit_of_a_registry_entry_reaches_the_pages_that_show_it_in_both_languages() {
    let project = Project::small("");
    let mail = "content/registry/ports/mail.yaml";
    assert_text(
        &changes(&project, |project| {
            project.edit(mail, "en: Mail programs hand in messages here.", "en: Hand in messages here.");
        }),
        "port submissions
~ en/ports/465/index.html
~ ports.csv
~ ports.json
= zh/ports/465/index.html",
    );
    assert_text(
        &changes(&project, |project| {
            project.edit(mail, "en: Submission over TLS", "en: Submission with TLS");
        }),
        "port-name en/submissions
port submissions
= en/index.html
~ en/mail/read/index.html
~ en/mail/send/index.html
~ en/ports/465/index.html
~ en/ports/993/index.html
= en/ports/by-service/index.html
~ en/ports/cheatsheet/index.html
~ en/ports/index.html
~ en/providers/qq/index.html
= en/services/index.html
= en/services/smtp-submission/index.html
~ en/sources/index.html
~ ports.csv
~ ports.json
= zh/ports/465/index.html",
    );
}

#[test]
fn comments_order_and_spelling_of_yaml_change_no_answer() {
    assert_text(
        &changes(&Project::small(""), |project| {
            let path = "content/registry/services.yaml";
            let text = project.text(path);
            let mut entries: Vec<String> =
                text.split("- id: ").skip(1).map(|e| format!("- id: {e}")).collect();
            entries.reverse();
            project.write(path, format!("# Backwards\n{}", entries.concat()));
            project.edit("content/en/mail/send.md", "title: Sending", "title: \"Sending\"  # quoted");
            project.edit("content/site.yaml", "stamps: [submissions]", "stamps:\n- submissions");
        }),
        "",
    );
}

#[test]
fn a_new_translation_reaches_its_counterpart_and_the_listings() {
    let mut project = Project::small("");
    let text = project.text("content/zh/mail/read.md");
    project.remove("content/zh/mail/read.md");
    assert_text(
        &changes(&project, |project| project.write("content/zh/mail/read.md", &text)),
        "articles zh/mail
translation zh/mail/read
related mail/read
mentions zh port imaps
mentions zh provider qq
~ en/mail/read/index.html
~ zh/index.html
~ zh/mail/index.html
~ zh/mail/read/index.html
~ zh/mail/send/index.html
~ zh/ports/993/index.html
~ zh/providers/qq/index.html
~ zh/services/imap/index.html",
    );
}

#[test]
fn an_edit_of_a_stylesheet_reaches_every_page_and_no_data() {
    let said =
        changes(&Project::small(""), |project| project.write("static/assets/site.css", "body { margin: 0 }"));
    let others: Vec<&str> = said
        .lines()
        .filter(|line| !line.ends_with(".html"))
        .map(|line| line.split("site-").next().expect("a part"))
        .collect();
    assert_eq!(others, ["assets", "file static/assets/site.css", "- assets/", "+ assets/"]);
    assert_eq!(said.lines().filter(|line| line.starts_with("~ ")).count(), 40);
}

#[test]
fn an_article_elsewhere_does_not_reach_those_whose_related_list_stays() {
    let text = "---\ntitle: Elsewhere\nsummary: Elsewhere\nports: [urd]\n---\n\n[](port:urd)\n";
    let mut project = Project::small("");
    let said = changes(&project, |project| project.write("content/en/mail/else.md", text));
    assert_eq!(said.lines().filter(|line| line.starts_with("related")).count(), 0);
    // A third one with the same port halves the worth of it and changes no list of the others.
    let shared = text.replace("urd", "submissions");
    project.write("content/en/mail/a.md", &shared);
    let said = changes(&project, |project| project.write("content/en/mail/z.md", &shared));
    let related: Vec<&str> = said.lines().filter(|line| line.starts_with("related")).collect();
    assert_eq!(related, ["related mail/a", "related mail/send"]);
}

#[test]
fn a_page_asks_for_every_interface_text_that_it_shows() {
    let mut project = Project::small("").with_every_output();
    project.options.base_url = Some("https://example.com/".to_string());
    let site = project.site();
    let mark = |number: usize| format!("⁑{number}⁑");
    let mut texts = String::new();
    for (number, key) in site.strings.en.keys().enumerate() {
        let pattern = |lang| format!("{:?}", site.strings.get(lang)[key].other.clone() + &mark(number));
        texts.push_str(&format!("{key}: {{ zh: {}, en: {} }}\n", pattern(Lang::Zh), pattern(Lang::En)));
    }
    project.write("content/strings.yaml", texts);
    let build = project.build();
    let facts = facts::derive(&site);
    let mut shown = 0;
    for (path, made) in build.files.iter().filter(|(path, _)| path.as_str().ends_with(".html")) {
        let mut asked = BTreeSet::new();
        for question in made.trace.questions() {
            match question {
                Question::Strings(_, keys) => asked.extend(keys),
                Question::Labels(_, name) => match &facts.templates[name].texts {
                    Texts::Named(keys) => asked.extend(keys),
                    Texts::All => panic!("the templates of the program name what they show: {name}"),
                },
                _ => {}
            }
        }
        let html = str::from_utf8(&made.bytes).expect("text");
        for (number, key) in site.strings.en.keys().enumerate().filter(|(at, _)| html.contains(&mark(*at))) {
            assert!(asked.contains(key), "{path} shows `{key}` ({number}) and has not asked for it");
            shown += 1;
        }
    }
    assert!(shown > 1000, "{shown} texts were shown");
}

#[test]
fn a_changed_template_reaches_every_page_that_looks_different() {
    let mut project = Project::small("").with_every_output();
    project.options.base_url = Some("https://example.com/".to_string());
    project
        .write("content/en/mail/only.md", "---\ntitle: Only\nsummary: Only\naliases: [old]\n---\n\nText.\n");
    for lang in ["zh", "en"] {
        let path = format!("content/{lang}/mail/_section.md");
        let text = project.text(&path)
            + "\n```text\ncode\n```\n\n```ports\nids: [imaps]\n```\n\n```settings\nprovider: qq\n```\n\n\
               ```flow\nsteps: [{ node: a }, { port: imaps }, { node: b }]\n```\n\n\
               ```handshake\nids: [imaps]\n```\n\n\
               ```fill\nhost: mail.example.org\n```\n";
        project.write(&path, text);
    }
    project.add(crate::history::HISTORY);
    let templates = project.site().templates;
    assert!(templates.len() > 20, "all of them were found: {}", templates.len());
    for (name, template) in &templates {
        let path = template.path.as_str();
        // Behind the last thing that is written, so that every page that uses the file shows it.
        let text = project.text(path);
        let marked = match ["{%- endblock main %}", "{%- endcomponent", "</html>"]
            .iter()
            .find(|end| text.contains(**end))
        {
            Some(end) => text.replace(*end, &format!("<!-- marked -->{end}")),
            None => text + "<!-- marked -->",
        };
        let said = changes(&project, |project| project.write(path, &marked));
        assert!(said.lines().any(|line| line.starts_with("~ ")), "{name} is used");
        if *name == "parts/settings.html" {
            assert!(!said.contains("/ports/"), "pages that can't show it are not reached:\n{said}");
        }
    }
}
