//! Tagged drawing: every mark on a page has an owner, an element of the tree or an artifact.
//!
//! [`Canvas::tagged`] opens and closes marked sequences itself, so that they always pair; neighbouring marks of
//! one owner share a sequence.

use super::content::{Outline, PageWriter};
use super::encode::Fonts;
use super::tree::{Kid, NodeId, Owner, Tree};
use crate::report::block::Link;

/// A place to click.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Annotation {
    /// Page, from 0.
    pub(crate) page: usize,
    /// Left, bottom, right, top in page points.
    pub(crate) rect: [f64; 4],
    pub(crate) target: Link,
    /// What a listener hears of it.
    pub(crate) contents: String,
    /// Its Link element.
    pub(crate) node: NodeId,
}

/// The pages so far.
pub(crate) struct Canvas {
    pages: Vec<Page>,
    pub(crate) fonts: Fonts,
    pub(crate) tree: Tree,
    pub(crate) annotations: Vec<Annotation>,
    height: f64,
}

#[derive(Default)]
struct Page {
    writer: PageWriter,
    open: Option<Owner>,
    /// The owner of each marked sequence, by its number.
    owners: Vec<NodeId>,
}

/// What a finished canvas hands on.
pub(crate) struct Finished {
    pub(crate) pages: Vec<PageWriter>,
    /// Of each page, the owner of each marked sequence.
    pub(crate) owners: Vec<Vec<NodeId>>,
    pub(crate) fonts: Fonts,
    pub(crate) tree: Tree,
    pub(crate) annotations: Vec<Annotation>,
}

impl Canvas {
    /// An empty canvas of pages of this height in points.
    pub(crate) fn new(height: f64) -> Self {
        Self { pages: Vec::new(), fonts: Fonts::new(), tree: Tree::new(), annotations: Vec::new(), height }
    }

    /// Starts a page; returns its number from 0.
    pub(crate) fn new_page(&mut self) -> usize {
        self.pages.push(Page { writer: PageWriter::new(), ..Page::default() });
        self.pages.len() - 1
    }

    pub(crate) fn page_count(&self) -> usize {
        self.pages.len()
    }

    /// A distance from the top of the page as a distance from its bottom, as PDF wants it.
    pub(crate) fn up(&self, down: f64) -> f64 {
        self.height - down
    }

    /// Draws on a page what the owner owns.
    pub(crate) fn tagged(
        &mut self,
        page: usize,
        owner: Owner,
        draw: impl FnOnce(&mut PageWriter, &mut Fonts),
    ) {
        let Some(target) = self.pages.get_mut(page) else { return };
        if target.open != Some(owner) {
            if target.open.is_some() {
                target.writer.end();
            }
            target.open = Some(owner);
            match owner {
                Owner::Artifact(kind) => target.writer.begin_artifact(kind),
                Owner::Node(node) => {
                    let mcid = target.owners.len() as u32;
                    target.owners.push(node);
                    target.writer.begin_marked(self.tree.nodes[node.0].role.name(), mcid);
                    self.tree.leaf(node, Kid::Content { page, mcid });
                }
            }
        }
        draw(&mut target.writer, &mut self.fonts);
    }

    /// Adds a place to click over something already drawn for the same element.
    pub(crate) fn annotate(&mut self, annotation: Annotation) {
        let (page, node) = (annotation.page, annotation.node);
        // The same link on the same line grows instead of being added again.
        if let Some(last) = self.annotations.last_mut()
            && (last.page, last.node, last.rect[1]) == (page, node, annotation.rect[1])
        {
            last.rect[0] = last.rect[0].min(annotation.rect[0]);
            last.rect[2] = last.rect[2].max(annotation.rect[2]);
            return;
        }
        self.annotations.push(annotation);
        self.tree.leaf(node, Kid::Annotation(self.annotations.len() - 1));
    }

    /// Closes what is open.
    pub(crate) fn finish(mut self) -> Finished {
        for page in &mut self.pages {
            if page.open.take().is_some() {
                page.writer.end();
            }
        }
        let (pages, owners) = self.pages.into_iter().map(|page| (page.writer, page.owners)).unzip();
        Finished { pages, owners, fonts: self.fonts, tree: self.tree, annotations: self.annotations }
    }
}

/// A rectangle as an outline: left and bottom, width and height.
pub(crate) fn rectangle(x: f64, y: f64, width: f64, height: f64) -> Outline {
    vec![(x, y, false), (x + width, y, false), (x + width, y + height, false), (x, y + height, false)]
}

/// A circle as four curves.
pub(crate) fn circle(x: f64, y: f64, radius: f64) -> Outline {
    // The usual distance of control points, for which the curves miss a circle by 0.03 %.
    let k = radius * 0.552_284_75;
    vec![
        (x + radius, y, false),
        (x + radius, y + k, true),
        (x + k, y + radius, true),
        (x, y + radius, false),
        (x - k, y + radius, true),
        (x - radius, y + k, true),
        (x - radius, y, false),
        (x - radius, y - k, true),
        (x - k, y - radius, true),
        (x, y - radius, false),
        (x + k, y - radius, true),
        (x + radius, y - k, true),
        (x + radius, y, false),
    ]
}
