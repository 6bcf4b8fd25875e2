//! Tagged drawing: every mark on a page has an owner, an element of the tree or an artifact.
//!
//! [`Canvas::tagged`] opens and closes marked sequences itself, so that they always pair; neighbouring marks of
//! one owner share a sequence.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::content::{Matter, PageWriter};
use super::encode::Fonts;
use super::face::FaceId;
use super::save::{Effort, deflated};
use super::shape::Forms;
use super::tree::{Artifact, Kid, NodeId, Owner, Tree};
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

/// A page with more bytes of shapes than this, if they are most of it, is a map: it takes longer to deflate than all other
/// pages of a short report together, and holds little that comes again.
const MAP: usize = 32 << 10;

/// A page that is being drawn. The tree and the fonts are made before: pages can be drawn in any order.
pub(crate) struct Canvas<'a> {
    tree: &'a Tree,
    fonts: &'a Fonts,
    forms: &'a Arc<Forms>,
    /// What lies below everything else and nobody owns: rules, grounds, symbols. Together they are one sequence, and the
    /// text above them is not torn by each.
    ground: Option<PageWriter>,
    writer: PageWriter,
    open: Option<(Owner, Matter)>,
    drawn: DrawnPage,
    /// Page, from 0.
    page: usize,
    /// Points.
    height: f64,
}

/// What a drawn page hands on.
#[derive(Debug, Default)]
pub(crate) struct DrawnPage {
    /// The content stream, deflated.
    pub(crate) content: Vec<u8>,
    /// The owner of each marked sequence, by its number.
    pub(crate) owners: Vec<NodeId>,
    /// What elements get, in the order in which it was drawn. Annotations are numbered within the page.
    pub(crate) leaves: Vec<(NodeId, Kid)>,
    pub(crate) annotations: Vec<Annotation>,
    /// Where figures stand: left, bottom, right, top in page points.
    pub(crate) boxes: Vec<(NodeId, [f64; 4])>,
    /// The faces of the words.
    pub(crate) faces: BTreeSet<FaceId>,
}

impl<'a> Canvas<'a> {
    /// An empty page of this height in points.
    pub(crate) fn new(
        (tree, fonts, forms): (&'a Tree, &'a Fonts, &'a Arc<Forms>),
        page: usize,
        height: f64,
    ) -> Self {
        let (writer, drawn) = (PageWriter::new(Arc::clone(forms)), DrawnPage::default());
        Self { tree, fonts, forms, ground: None, writer, open: None, drawn, page, height }
    }

    /// A distance from the top of the page as a distance from its bottom, as PDF wants it.
    pub(crate) fn up(&self, down: f64) -> f64 {
        self.height - down
    }

    /// Draws what the owner owns, words alone or anything.
    pub(crate) fn tagged(
        &mut self,
        owner: Owner,
        matter: Matter,
        draw: impl FnOnce(&mut PageWriter, &Fonts),
    ) {
        if (owner, matter) == (Owner::DECORATION, Matter::Drawing) {
            let ground = self.ground.get_or_insert_with(|| {
                let mut ground = PageWriter::new(Arc::clone(self.forms));
                ground.begin_artifact(matter, Artifact::Layout);
                ground
            });
            return draw(ground, self.fonts);
        }
        if self.open != Some((owner, matter)) {
            self.end();
            self.open = Some((owner, matter));
            match owner {
                Owner::Artifact(kind) => self.writer.begin_artifact(matter, kind),
                Owner::Node(node) => {
                    let mcid = self.drawn.owners.len() as u32;
                    self.drawn.owners.push(node);
                    self.writer.begin_marked(matter, self.tree.nodes[node.0].role.name(), mcid);
                    self.drawn.leaves.push((node, Kid::Content { page: self.page, mcid }));
                }
            }
        }
        draw(&mut self.writer, self.fonts);
    }

    /// Adds a place to click over something already drawn for the same element, made with the page's number.
    pub(crate) fn annotate(&mut self, rect: [f64; 4], make: impl FnOnce(usize, [f64; 4]) -> Annotation) {
        let annotation = make(self.page, rect);
        // The same link on the same line grows instead of being added again.
        if let Some(last) = self.drawn.annotations.last_mut()
            && (last.node, last.rect[1]) == (annotation.node, rect[1])
        {
            last.rect[0] = last.rect[0].min(rect[0]);
            last.rect[2] = last.rect[2].max(rect[2]);
            return;
        }
        self.drawn.leaves.push((annotation.node, Kid::Annotation(self.drawn.annotations.len())));
        self.drawn.annotations.push(annotation);
    }

    /// Notes where a figure stands.
    pub(crate) fn boxed(&mut self, node: NodeId, rect: [f64; 4]) {
        self.drawn.boxes.push((node, rect));
    }

    /// Closes what is open, and deflates.
    pub(super) fn finish(mut self, effort: Effort) -> std::io::Result<DrawnPage> {
        self.end();
        self.drawn.faces = self.writer.take_faces();
        let mut content = Vec::new();
        let mut shapes = self.writer.shapes();
        if let Some(mut ground) = self.ground.take() {
            ground.end(Matter::Drawing);
            shapes += ground.shapes();
            self.drawn.faces.extend(ground.take_faces());
            content.extend(ground.into_bytes());
        }
        content.extend(self.writer.into_bytes());
        let is_map = shapes > MAP && 2 * shapes > content.len();
        self.drawn.content = deflated(&content, if is_map { Effort::Least } else { effort })?;
        Ok(self.drawn)
    }

    fn end(&mut self) {
        if let Some((_, matter)) = self.open.take() {
            self.writer.end(matter);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::Rgb;

    /// What a page holds on which a shape of so many points is drawn, as it is and deflated at its best.
    fn drawn(points: u32) -> (Vec<u8>, Vec<u8>) {
        let (tree, fonts, forms) = (Tree::new(), Fonts::default(), Arc::default());
        let mut canvas = Canvas::new((&tree, &fonts, &forms), 0, 800.0);
        let point =
            |at: u32| (f64::from(at * 7919 % 4001) / 10.0, f64::from(at * 104_729 % 7001) / 10.0, false);
        let outline = (0..points).map(point).collect();
        canvas.tagged(Owner::DECORATION, Matter::Drawing, |page, _| {
            page.path(&outline, true, Some(Rgb::INK), None);
        });
        let content = canvas.finish(Effort::Most).unwrap().content;
        let mut plain = vec![0; 1 << 20];
        let length = libdeflater::Decompressor::new().zlib_decompress(&content, &mut plain).unwrap();
        plain.truncate(length);
        let best = deflated(&plain, Effort::Most).unwrap();
        (content, best)
    }

    #[test]
    fn maps_alone_are_deflated_fast() {
        let (map, best) = drawn(9000);
        assert!(map != best && map.len() > best.len(), "{} {}", map.len(), best.len());
        let (chart, best) = drawn(900);
        assert!(chart == best);
    }
}
