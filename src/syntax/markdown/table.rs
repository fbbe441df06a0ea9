//! Tables as GFM writes them, with classes for the alignment and scopes for screen readers.

use super::write::Writer;
use crate::syntax::markdown::Piece;
use pulldown_cmark::Alignment;

/// The table that is open.
#[derive(Debug, Default)]
pub(super) struct Columns {
    // How many tables came before.
    number: usize,
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    has_body: bool,
}

impl Writer<'_, '_> {
    /// A table begins.
    pub(super) fn open_table(&mut self, alignments: Vec<Alignment>) {
        self.begin_block();
        self.sink.piece(Piece::TableStart(self.columns.number));
        self.sink.line();
        self.columns = Columns { number: self.columns.number, alignments, ..Columns::default() };
    }

    /// The table ends.
    pub(super) fn close_table(&mut self) {
        if self.columns.has_body {
            self.sink.markup("</tbody>\n");
        }
        self.sink.piece(Piece::TableEnd(self.columns.number));
        self.sink.line();
        self.columns.number += 1;
    }

    /// A row begins: that of the head, or one of the body.
    pub(super) fn open_row(&mut self, in_head: bool) {
        self.columns.column = 0;
        self.columns.in_head = in_head;
        match (in_head, self.columns.has_body) {
            (true, _) => self.sink.markup("<thead>\n<tr>\n"),
            (false, false) => self.sink.markup("<tbody>\n<tr>\n"),
            (false, true) => self.sink.markup("<tr>\n"),
        }
        self.columns.has_body = !in_head;
    }

    /// The row ends.
    pub(super) fn close_row(&mut self) {
        self.sink.markup(if self.columns.in_head { "</tr>\n</thead>\n" } else { "</tr>\n" });
    }

    /// A cell begins.
    pub(super) fn open_cell(&mut self) {
        self.sink.markup(self.cell());
    }

    /// The cell ends.
    pub(super) fn close_cell(&mut self) {
        self.end_block();
        let cell = self.cell();
        // A heading that says nothing is no heading.
        let is_heading = self.columns.in_head && !self.sink.replace_end(cell, "<td>");
        self.sink.markup(if is_heading { "</th>\n" } else { "</td>\n" });
        self.columns.column += 1;
    }

    // Left is where text begins: it needs no class.
    fn cell(&self) -> &'static str {
        let alignment = self.columns.alignments.get(self.columns.column);
        match (self.columns.in_head, alignment) {
            (true, Some(Alignment::Right)) => "<th scope=\"col\" class=\"right\">",
            (true, Some(Alignment::Center)) => "<th scope=\"col\" class=\"center\">",
            (true, _) => "<th scope=\"col\">",
            (false, Some(Alignment::Right)) => "<td class=\"right\">",
            (false, Some(Alignment::Center)) => "<td class=\"center\">",
            (false, _) => "<td>",
        }
    }
}
