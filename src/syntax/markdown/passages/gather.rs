//! From events to passages.
//!
//! What a reader sees is decided as the writer of pieces decides it; the tests hold both to the
//! same text.

use super::{
    Cell, Comment, Destination, Kind, OBJECT, Object, Passage, Passages, Run, Style, addresses, notes,
};
use crate::base::span::{Span, Spanned};
use crate::syntax::markdown::Alert;
use crate::syntax::markdown::chars::joins;
use crate::syntax::markdown::events::Located;
use crate::syntax::markdown::fence::asks_for_block;
use crate::syntax::markdown::links::{self, Address};
use crate::syntax::markdown::raw::without_comments;
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};

/// Gathers passages.
#[derive(Debug)]
pub(super) struct Gather<'a> {
    source: &'a str,
    result: Passages,
    // The block that is open, and its images.
    open: Option<Open>,
    alts: Vec<Passage>,
    image: Option<OpenImage>,
    around: Vec<Container>,
    depth: usize,
    // Whether each block quotation that is open is one, and no note.
    quotes: Vec<bool>,
    alerts: Vec<Alert>,
    struck: usize,
    links: Vec<OpenLink>,
    // The headings above, by level.
    headings: Vec<(u8, usize)>,
    lists: usize,
    tables: usize,
    row: usize,
    column: usize,
    waiting: Vec<Waiting>,
}

#[derive(Debug)]
struct Open {
    passage: Passage,
    // A line ended, and what comes next decides what is seen of it.
    broken: bool,
    // No tag opened it: text of a tight list item.
    is_bare: bool,
}

#[derive(Debug)]
struct OpenImage {
    open: Open,
    // Images inside of its text.
    images: usize,
}

#[derive(Debug)]
struct OpenLink {
    destination: Option<Destination>,
    span: Span,
    // How much text there was before it.
    before: usize,
}

#[derive(Debug)]
enum Container {
    List { list: usize, items: usize },
    Item { list: usize, item: usize },
    Definition,
    Footnote,
}

// A comment, the depth of its siblings, and where the block that it is about begins.
#[derive(Debug)]
struct Waiting {
    comment: usize,
    depth: usize,
    from: Option<usize>,
}

impl<'a> Gather<'a> {
    /// Gathers after what stands at the head of the file; `source` is all of it.
    pub(super) fn new(source: &'a str, head: Vec<Passage>) -> Gather<'a> {
        Gather {
            source,
            result: Passages { list: head, comments: Vec::new() },
            open: None,
            alts: Vec::new(),
            image: None,
            around: Vec::new(),
            depth: 0,
            quotes: Vec::new(),
            alerts: Vec::new(),
            struck: 0,
            links: Vec::new(),
            headings: Vec::new(),
            lists: 0,
            tables: 0,
            row: 0,
            column: 0,
            waiting: Vec::new(),
        }
    }

    /// Takes one event.
    pub(super) fn event(&mut self, (event, span): Located<'_>) {
        match event {
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text(&text, span, Style::Plain);
            }
            Event::Code(code) => self.code_span(&code, span),
            Event::SoftBreak => self.current(span).broken = true,
            Event::HardBreak => {
                let open = self.current(span);
                open.broken = false;
                open.passage.text.push('\n');
            }
            Event::InlineHtml(html) => self.inline_html(&html, span),
            Event::Start(tag) => {
                self.depth += 1;
                self.start(tag, span);
            }
            Event::End(tag) => {
                self.end(tag);
                self.depth -= 1;
            }
            Event::Rule => self.close(),
            Event::FootnoteReference(label) => self.show(Object::Note(label.to_string()), span),
            Event::Html(_) | Event::TaskListMarker(_) => {}
        }
    }

    /// Everything.
    pub(super) fn finish(mut self) -> Passages {
        self.close();
        self.result
    }

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Superscript | Tag::Subscript => return,
            Tag::Strikethrough => {
                self.struck += 1;
                return;
            }
            Tag::Link { link_type, dest_url, .. } => return self.open_link(link_type, &dest_url, span),
            Tag::Image { dest_url, .. } => return self.open_image(&dest_url, span),
            _ => {}
        }
        self.close();
        if !matches!(tag, Tag::HtmlBlock) {
            self.begins(self.depth);
        }
        match tag {
            Tag::Heading { level, .. } => self.open_as(Kind::Heading(level as u8), span),
            Tag::Paragraph => self.open_as(self.kind(), span),
            Tag::CodeBlock(kind) => self.open_code(&kind, span),
            Tag::HtmlBlock => self.raw_html(span),
            Tag::BlockQuote(None) => self.quotes.push(!notes::is_note(&self.source[span.start..span.end])),
            Tag::BlockQuote(Some(kind)) => self.alerts.push(kind.into()),
            Tag::List(_) => {
                self.around.push(Container::List { list: self.lists, items: 0 });
                self.lists += 1;
            }
            Tag::Item => {
                if let Some(Container::List { list, items }) = self.around.last_mut() {
                    let item = Container::Item { list: *list, item: *items };
                    *items += 1;
                    self.around.push(item);
                }
            }
            Tag::DefinitionListTitle => self.open_as(Kind::Term, span),
            Tag::DefinitionListDefinition => self.around.push(Container::Definition),
            Tag::FootnoteDefinition(_) => self.around.push(Container::Footnote),
            Tag::TableHead => (self.row, self.column) = (0, 0),
            Tag::TableRow => (self.row, self.column) = (self.row + 1, 0),
            Tag::TableCell => {
                let cell = Cell { table: self.tables, row: self.row, column: self.column };
                self.open_as(Kind::Cell(cell), span);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Superscript | TagEnd::Subscript => return,
            TagEnd::Strikethrough => {
                self.struck -= 1;
                return;
            }
            TagEnd::Link => return self.close_link(),
            TagEnd::Image => return self.close_image(),
            _ => {}
        }
        self.close();
        match tag {
            TagEnd::BlockQuote(None) => {
                self.quotes.pop();
            }
            TagEnd::BlockQuote(Some(_)) => drop(self.alerts.pop()),
            TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::DefinitionListDefinition
            | TagEnd::FootnoteDefinition => {
                self.around.pop();
            }
            TagEnd::TableCell => self.column += 1,
            TagEnd::Table => self.tables += 1,
            _ => {}
        }
        if !matches!(tag, TagEnd::HtmlBlock) {
            self.ends(self.depth);
        }
    }

    // What running text is, by what stands around it.
    fn kind(&self) -> Kind {
        match self.around.last() {
            Some(Container::Item { list, item }) => Kind::Item { list: *list, item: *item },
            Some(Container::Definition) => Kind::Definition,
            Some(Container::Footnote) => Kind::Footnote,
            Some(Container::List { .. }) | None => Kind::Paragraph,
        }
    }

    fn open_as(&mut self, kind: Kind, span: Span) {
        self.open = Some(self.opened(kind, span));
    }

    fn opened(&self, kind: Kind, span: Span) -> Open {
        let level = if let Kind::Heading(level) = kind { level } else { u8::MAX };
        let under = self.headings.iter().rev().find(|(above, _)| *above < level).map(|(_, at)| *at);
        let trimmed = self.source[span.start..span.end].trim_end().len();
        let span = Span::new(span.start, span.start + trimmed);
        let passage = Passage {
            under,
            is_quoted: self.quotes.contains(&true),
            alert: self.alerts.last().copied(),
            depth: self.around.iter().filter(|around| !matches!(around, Container::List { .. })).count(),
            ..Passage::empty(kind, span)
        };
        Open { passage, broken: false, is_bare: false }
    }

    // The text that is being gathered. Text of a tight item has no tag that would open it.
    fn current(&mut self, span: Span) -> &mut Open {
        if self.image.is_none() && self.open.is_none() {
            self.begins(self.depth + 1);
            let bare = Open { is_bare: true, ..self.opened(self.kind(), span) };
            self.open = Some(bare);
        }
        match &mut self.image {
            Some(image) => &mut image.open,
            None => self.open.as_mut().expect("it was opened above"),
        }
    }

    fn text(&mut self, text: &str, span: Span, style: Style) {
        let style = if self.struck > 0 { Style::Struck } else { style };
        // An alternative text is no text of the link around its image.
        let link = self.links.last().filter(|_| self.image.is_none());
        let link = link.and_then(|link| link.destination.clone());
        let open = self.current(span);
        if let (true, Some(after)) = (open.broken, text.chars().next()) {
            open.broken = false;
            let before = open.passage.text.chars().next_back();
            if !before.is_some_and(|before| before == '\n' || joins(before, after)) {
                open.passage.text.push(' ');
            }
            open.passage.lines.push(open.passage.text.len());
        }
        open.passage.span.end = open.passage.span.end.max(span.end);
        push(&mut open.passage, text, Run { range: 0..0, span, style, link });
    }

    fn code_span(&mut self, code: &str, span: Span) {
        let written = &self.source[span.start..span.end];
        // Inside its backquotes, which a code span of several lines does not hold as one text.
        let span = match written.find(code).filter(|_| !code.is_empty()) {
            Some(at) => Span::new(at, at + code.len()).shifted(span.start),
            None => span,
        };
        self.text(code, span, Style::Code);
    }

    fn inline_html(&mut self, html: &str, span: Span) {
        if let Some(text) = html.strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->")) {
            self.current(span);
            let at = self.result.list.len();
            let text = text.trim().to_string();
            self.result.comments.push(Comment { text, span, covers: at..at + 1 });
        }
    }

    fn open_code(&mut self, kind: &CodeBlockKind<'_>, span: Span) {
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.trim(),
            CodeBlockKind::Indented => "",
        };
        let language = info.split(char::is_whitespace).next().unwrap_or_default();
        let kind = match asks_for_block(language) {
            true => Kind::Generated(info.into()),
            false => Kind::Code(info.into()),
        };
        self.open_as(kind, span);
    }

    fn open_link(&mut self, kind: LinkType, dest: &str, span: Span) {
        let address = match kind {
            LinkType::Email => Address::External(format!("mailto:{dest}")),
            _ => links::read(dest),
        };
        let destination = match address {
            Address::External(address) => Some(Destination::External(address)),
            Address::Site(target) => Some(Destination::Site(target)),
            Address::Refused(_) => None,
        };
        let before = self.current(span).passage.text.len();
        self.links.push(OpenLink { destination, span, before });
    }

    fn close_link(&mut self) {
        let Some(OpenLink { span, before, .. }) = self.links.last() else { return };
        let (span, before) = (*span, *before);
        if self.current(span).passage.text.len() == before {
            self.object(span);
        }
        self.links.pop();
    }

    fn object(&mut self, span: Span) {
        self.text(OBJECT.encode_utf8(&mut [0; 4]), span, Style::Plain);
    }

    fn show(&mut self, object: Object, span: Span) {
        self.current(span).passage.objects.push(Spanned::new(object, span));
    }

    fn open_image(&mut self, address: &str, span: Span) {
        if let Some(image) = &mut self.image {
            image.images += 1;
            return;
        }
        self.object(span);
        if let Ok(path) = links::read_image(address) {
            self.show(Object::Image(path), span);
        }
        let open = self.opened(Kind::Alt, span);
        self.image = Some(OpenImage { open, images: 0 });
    }

    fn close_image(&mut self) {
        match &mut self.image {
            Some(image) if image.images > 0 => image.images -= 1,
            _ => {
                let alt = self.image.take().map(|image| trimmed(image.open.passage));
                self.alts.extend(alt.filter(|alt| !alt.text.is_empty()));
            }
        }
    }

    // The block that is open ends.
    fn close(&mut self) {
        let Some(Open { passage, is_bare, .. }) = self.open.take() else { return };
        let mut passage = trimmed(passage);
        let at = self.result.list.len();
        if let Kind::Heading(level) = passage.kind {
            self.headings.retain(|(above, _)| *above < level);
            self.headings.push((level, at));
        }
        if matches!(passage.kind, Kind::Code(_) | Kind::Generated(_)) {
            passage.runs.iter_mut().for_each(|run| run.style = Style::Code);
        } else {
            addresses::mark(&mut passage);
        }
        // An empty cell belongs to the shape of its table, a heading counts, and `clouds` needs no words.
        if !passage.text.is_empty()
            || matches!(passage.kind, Kind::Cell(_) | Kind::Heading(_) | Kind::Code(_) | Kind::Generated(_))
        {
            self.result.list.push(passage);
        }
        self.result.list.append(&mut self.alts);
        if is_bare {
            self.ends(self.depth + 1);
        }
    }

    // What is left of it without its comments is a block, about which no comment says anything.
    fn raw_html(&mut self, span: Span) {
        let (html, _) = without_comments(&self.source[span.start..span.end]);
        if !html.trim().is_empty() {
            let mut block = self.opened(Kind::Html, span).passage;
            block.objects.push(Spanned::new(Object::Html(html.trim().into()), block.span));
            self.result.list.push(block);
        }
        self.comments(span, self.depth);
    }

    // The comments of a block of raw HTML wait for the next block.
    fn comments(&mut self, span: Span, depth: usize) {
        let mut at = span.start;
        while let Some(found) = self.source[at..span.end].find("<!--") {
            let start = at + found;
            let inner = start + "<!--".len();
            let Some(length) = self.source[inner..span.end].find("-->") else { return };
            at = inner + length + "-->".len();
            let text = self.source[inner..inner + length].trim().to_string();
            let comment = Comment { text, span: Span::new(start, at), covers: 0..0 };
            self.waiting.push(Waiting { comment: self.result.comments.len(), depth, from: None });
            self.result.comments.push(comment);
        }
    }

    // A block begins: comments before it among its siblings are about it.
    fn begins(&mut self, depth: usize) {
        let from = self.result.list.len();
        for waiting in self.waiting.iter_mut().rev().take_while(|waiting| waiting.depth >= depth) {
            if waiting.depth == depth && waiting.from.is_none() {
                waiting.from = Some(from);
            }
        }
    }

    // A block ends, and with it what comments say about it or, within it, about nothing.
    fn ends(&mut self, depth: usize) {
        let to = self.result.list.len();
        while let Some(done) = self
            .waiting
            .pop_if(|waiting| waiting.depth > depth || (waiting.depth == depth && waiting.from.is_some()))
        {
            self.result.comments[done.comment].covers = done.from.unwrap_or(to)..to;
        }
    }
}

fn push(passage: &mut Passage, text: &str, run: Run) {
    let start = passage.text.len();
    passage.text.push_str(text);
    let range = start..passage.text.len();
    match passage.runs.last_mut() {
        Some(last) if last.continues(&run, start, text.len()) => {
            last.range.end = range.end;
            last.span.end = run.span.end;
        }
        _ if text.is_empty() => {}
        _ => passage.runs.push(Run { range, ..run }),
    }
}

impl Run {
    // Whether a run of `length` bytes at `start` of the text is the next part of this one.
    fn continues(&self, next: &Run, start: usize, length: usize) -> bool {
        self.range.end == start
            && self.span.end == next.span.start
            && self.is_verbatim()
            && length == next.span.end - next.span.start
            && (self.style, &self.link) == (next.style, &next.link)
    }
}

// Without the spaces at both ends; of code, without the last line break.
fn trimmed(mut passage: Passage) -> Passage {
    let is_code = matches!(passage.kind, Kind::Code(_) | Kind::Generated(_));
    let end = passage.text.trim_end().len();
    let start = if is_code { 0 } else { passage.text.len() - passage.text.trim_start().len() };
    let start = start.min(end);
    passage.text.truncate(end);
    passage.text.drain(..start);
    passage.lines.iter_mut().for_each(|line| *line = line.saturating_sub(start));
    passage.runs.retain(|run| run.range.start < end && start < run.range.end);
    for run in &mut passage.runs {
        let (from, to) = (run.range.start.max(start), run.range.end.min(end));
        if run.is_verbatim() {
            let (before, after) = (from - run.range.start, run.range.end - to);
            run.span = Span::new(run.span.start + before, run.span.end - after);
        }
        run.range = from - start..to - start;
    }
    passage
}
