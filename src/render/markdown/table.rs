//! Tables as GFM writes them.

use super::inline::Line;
use super::tree::Element;
use super::{Block, Kind, paragraph};
use std::collections::BTreeMap;

/// A table with its caption above it.
pub(super) fn table(element: &Element<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let (mut rows, mut head) = (Vec::new(), None);
    element.each(&mut |inner| match inner.name.as_ref() {
        "caption" => blocks.extend(paragraph(&inner.children, "**", "**")),
        "tr" => {
            rows.push(inner.elements().filter(|cell| matches!(cell.name.as_ref(), "td" | "th")).collect())
        }
        "thead" => head = Some(rows.len()),
        _ => {}
    });
    let mut rows = grid(&rows);
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    if columns == 0 {
        return blocks;
    }
    let aligned = rows[head.unwrap_or_default()].clone();
    // A table has a head in GFM; one that has none on the page has an empty one.
    let head = head.map_or_else(Vec::new, |at| rows.remove(at));
    let line = |row: &[Cell]| {
        let cells = (0..columns).map(|at| row.get(at).map_or("", |cell| cell.text.as_str()));
        format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
    };
    let rules = (0..columns).map(|at| aligned.get(at).map_or("---", |cell| cell.rule));
    let rule = format!("| {} |", rules.collect::<Vec<_>>().join(" | "));
    let lines = [line(&head), rule].into_iter().chain(rows.iter().map(|row| line(row)));
    blocks.push(Block { text: lines.collect::<Vec<_>>().join("\n"), kind: Kind::Other });
    blocks
}

// GFM has no cells that span others. What stands for several rows is said in each of them; what spans
// columns is said once, and the cells that it covers are empty.
fn grid(rows: &[Vec<&Element<'_>>]) -> Vec<Vec<Cell>> {
    let mut grid: Vec<Vec<Cell>> = Vec::new();
    // By column: the cell that reaches down, and for how many more rows.
    let mut above: BTreeMap<usize, (Cell, usize)> = BTreeMap::new();
    for row in rows {
        let mut line: Vec<Cell> = Vec::new();
        let mut reach = |line: &mut Vec<Cell>| {
            while let Some((cell, more)) = above.get_mut(&line.len()) {
                *more -= 1;
                let last = *more == 0;
                line.push(cell.clone());
                if last {
                    above.remove(&(line.len() - 1));
                }
            }
        };
        let mut below = Vec::new();
        for element in row {
            reach(&mut line);
            let cell = Cell::of(element);
            if let more @ 1.. = span(element, "rowspan") - 1 {
                below.push((line.len(), (cell.clone(), more)));
            }
            line.push(cell);
            line.extend(std::iter::repeat_n(Cell::default(), span(element, "colspan") - 1));
        }
        reach(&mut line);
        above.extend(below);
        grid.push(line);
    }
    grid
}

// A table can't be made larger than a page with a number.
fn span(element: &Element<'_>, name: &str) -> usize {
    element.attribute(name).and_then(|text| text.parse().ok()).unwrap_or(1).clamp(1, 100)
}

#[derive(Clone)]
struct Cell {
    text: String,
    rule: &'static str,
}

impl Default for Cell {
    fn default() -> Cell {
        Cell { text: String::new(), rule: "---" }
    }
}

impl Cell {
    fn of(element: &Element<'_>) -> Cell {
        let rule = match () {
            () if element.has_class("right") || element.has_class("n") => "---:",
            () if element.has_class("center") => ":---:",
            () => "---",
        };
        Cell { text: Line::of(&element.children).cell(), rule }
    }
}

#[cfg(test)]
mod tests {
    use super::super::of;

    #[test]
    fn a_table_keeps_its_cells_apart() {
        assert_eq!(
            of("<main><div class=\"tw\"><table><caption>端口</caption>\
                <thead><tr><th class=\"n\">号</th><th>a|b</th></tr></thead>\
                <tbody><tr><th class=\"n\"><a href=\"465/\">465</a></th><td><code>x|y</code><br />z</td></tr>\
                <tr><td>1</td></tr></tbody></table></div></main>"),
            "**端口**\n\n| 号 | a\\|b |\n| ---: | --- |\n| [465](465/) | `x\\|y`<br>z |\n| 1 |  |\n"
        );
        assert_eq!(of("<main><table><tr><td>1</td></tr></table></main>"), "|  |\n| --- |\n| 1 |\n");
    }

    #[test]
    fn a_cell_that_spans_rows_is_said_in_each() {
        assert_eq!(
            of("<main><table><thead><tr><th>客户端</th><th>b</th><th>c</th></tr></thead>\
                <tr><th rowspan=\"3\">A</th><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr>\
                <tr><td colspan=\"2\">注</td></tr><tr><td>B</td><td>5</td><td>6</td></tr></table></main>"),
            "| 客户端 | b | c |\n| --- | --- | --- |\n| A | 1 | 2 |\n| A | 3 | 4 |\n| A | 注 |  |\n| B | 5 | 6 |\n"
        );
    }
}
