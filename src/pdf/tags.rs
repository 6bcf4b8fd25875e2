//! The structure tree and the links, as the bytes of their objects.

use std::collections::BTreeMap;
use std::io;

use rayon::prelude::*;

use super::canvas::Annotation;
use super::finish::Extras;
use super::layout::Placed;
use super::save::{Effort, Group, PACKED_ALONE, PACKED_TOGETHER, Packed};
use super::syntax::{Syntax, hundredth};
use super::tree::{Kid, Node, NodeId, Role, Scope, Tree};
use crate::report::block::Link;

/// Which number each object has: the root, the table of owners, the elements, the owners of each page, the links.
pub(super) struct Tags<'a> {
    extras: &'a Extras<'a>,
    /// The objects of the pages.
    pages: &'a [u32],
    anchors: BTreeMap<&'a str, &'a Placed>,
    first: u32,
    /// The elements by their roles: packed beside others of their kind they take a tenth fewer bytes.
    by_role: Vec<NodeId>,
    /// The place of each element among them.
    places: Vec<usize>,
}

impl<'a> Tags<'a> {
    /// Tags whose objects have the numbers from `first` on.
    pub(super) fn new(extras: &'a Extras<'a>, pages: &'a [u32], first: u32) -> Self {
        let anchors = extras.headings.iter().map(|placed| (placed.entry.anchor.as_str(), placed)).collect();
        let nodes = &extras.tree.nodes;
        let mut by_role: Vec<NodeId> = (0..nodes.len()).map(NodeId).collect();
        by_role.sort_by_key(|id| nodes[id.0].role);
        let mut places = vec![0; nodes.len()];
        for (place, id) in by_role.iter().enumerate() {
            places[id.0] = place;
        }
        Self { extras, pages, anchors, first, by_role, places }
    }

    /// How much is done to make a report of so many pages short.
    pub(super) fn effort(&self) -> Effort {
        Effort::of(self.extras.owners.len())
    }

    fn number(&self, after: usize) -> u32 {
        self.first.saturating_add(u32::try_from(after).unwrap_or(u32::MAX))
    }

    /// The object of the tree's root.
    pub(super) fn root(&self) -> u32 {
        self.number(0)
    }

    fn owners_table(&self) -> u32 {
        self.number(1)
    }

    fn element(&self, id: NodeId) -> u32 {
        self.number(2 + self.places[id.0])
    }

    fn owners(&self, page: usize) -> u32 {
        self.number(2 + self.extras.tree.nodes.len() + page)
    }

    /// The object of a link, by its number in the document.
    pub(super) fn link(&self, index: usize) -> u32 {
        self.owners(self.extras.owners.len() + index)
    }

    /// The number after the last.
    pub(super) fn end(&self) -> u32 {
        self.link(self.extras.annotations.len())
    }

    /// All objects, after so many others of the file, packed on all threads of the run.
    pub(super) fn packed(
        &self,
        others: usize,
        write_other: impl Fn(&mut Group, usize) + Sync,
    ) -> io::Result<Vec<Packed>> {
        let Extras { tree, owners, annotations, .. } = self.extras;
        let ends = [others, tree.nodes.len(), owners.len(), annotations.len(), 1];
        let count = ends.iter().sum::<usize>();
        let write = |group: &mut Group, mut at: usize| {
            let kind = ends.iter().position(|end| {
                let here = at < *end;
                at -= if here { 0 } else { *end };
                here
            });
            match kind {
                Some(0) => write_other(group, at),
                Some(1) => {
                    let id = self.by_role[at];
                    self.write_element(group.object(self.element(id)), &tree.nodes[id.0]);
                }
                Some(2) => {
                    let out = group.object(self.owners(at));
                    out.raw("[");
                    owners[at].iter().for_each(|owner| out.reference(self.element(*owner)));
                    out.raw("]");
                }
                Some(3) => self.write_link(group.object(self.link(at)), at, &annotations[at]),
                _ => self.write_heads(group),
            }
        };
        // The threads of a short report would wait for the one that packs all of it.
        let together =
            if count < PACKED_TOGETHER { count.div_ceil(2).max(PACKED_ALONE) } else { PACKED_TOGETHER };
        let starts: Vec<usize> = (0..count).step_by(together).collect();
        let packed = |start: usize| {
            let mut group = Group::default();
            (start..count.min(start + together)).for_each(|at| write(&mut group, at));
            group.packed(self.effort())
        };
        starts.into_par_iter().map(packed).collect()
    }

    /// The root, and the table that leads from what is on the pages to its elements.
    fn write_heads(&self, group: &mut Group) {
        let (pages, links) = (self.extras.owners.len(), self.extras.annotations.len());
        let out = group.object(self.root());
        out.raw("<</Type/StructTreeRoot/K ");
        out.reference(self.element(Tree::ROOT));
        out.raw("/ParentTree ");
        out.reference(self.owners_table());
        out.raw("/ParentTreeNextKey ");
        out.count(pages + links);
        out.raw(">>");
        let out = group.object(self.owners_table());
        out.raw("<</Nums[");
        for page in 0..pages {
            out.count(page);
            out.reference(self.owners(page));
        }
        for (index, annotation) in self.extras.annotations.iter().enumerate() {
            out.count(pages + index);
            out.reference(self.element(annotation.node));
        }
        out.raw("]>>");
    }

    /// Without a type, which an element need not have: a report has tens of thousands.
    fn write_element(&self, out: &mut Syntax, node: &Node) {
        out.raw("<</S");
        out.name(node.role.name());
        out.raw("/P ");
        out.reference(node.parent.map_or(self.root(), |parent| self.element(parent)));
        let home = node.kids.iter().find_map(|kid| match kid {
            Kid::Content { page, .. } => Some(*page),
            Kid::Node(_) | Kid::Annotation(_) => None,
        });
        if let Some(page) = home.and_then(|page| self.pages.get(page)) {
            out.raw("/Pg ");
            out.reference(*page);
        }
        if let Some((first, more)) = node.kids.split_first() {
            out.raw(if more.is_empty() { "/K " } else { "/K[" });
            self.write_kid(out, *first, home);
            more.iter().for_each(|kid| self.write_kid(out, *kid, home));
            out.raw(if more.is_empty() { "" } else { "]" });
        }
        if let Some(alt) = &node.alt {
            out.raw("/Alt");
            out.text(alt);
        }
        if let Some(lang) = &node.lang {
            out.raw("/Lang");
            out.text(lang);
        }
        write_attributes(out, node);
        out.raw(">>");
    }

    fn write_kid(&self, out: &mut Syntax, kid: Kid, home: Option<usize>) {
        let page_of = |page: usize| self.pages.get(page).copied().unwrap_or_default();
        match kid {
            Kid::Node(id) => out.reference(self.element(id)),
            Kid::Content { page, mcid } if Some(page) == home => out.integer(i64::from(mcid)),
            Kid::Content { page, mcid } => {
                out.raw("<</Type/MCR/Pg ");
                out.reference(page_of(page));
                out.raw("/MCID ");
                out.integer(i64::from(mcid));
                out.raw(">>");
            }
            Kid::Annotation(index) => {
                let page = self.extras.annotations.get(index).map_or(0, |annotation| annotation.page);
                out.raw("<</Type/OBJR/Obj ");
                out.reference(self.link(index));
                out.raw("/Pg ");
                out.reference(page_of(page));
                out.raw(">>");
            }
        }
    }

    fn write_link(&self, out: &mut Syntax, index: usize, link: &Annotation) {
        out.raw("<</Type/Annot/Subtype/Link/Rect[");
        out.numbers(&link.rect.map(hundredth));
        // Printed, as PDF/A asks.
        out.raw("]/Border[0 0 0]/F 4/Contents");
        out.text(&link.contents);
        out.raw("/StructParent ");
        out.count(self.extras.owners.len() + index);
        if let Some(page) = self.pages.get(link.page) {
            out.raw("/P ");
            out.reference(*page);
        }
        match &link.target {
            Link::Anchor(anchor) => {
                let placed = self.anchors.get(anchor.as_str());
                if let Some((placed, page)) = placed.and_then(|at| Some((at, self.pages.get(at.page)?))) {
                    out.raw("/Dest[");
                    out.reference(*page);
                    out.raw("/XYZ 0 ");
                    out.number(hundredth(placed.link_top()));
                    out.raw("null]");
                }
            }
            Link::Web(address) => {
                out.raw("/A<</S/URI/URI");
                out.text(address);
                out.raw(">>");
            }
        }
        out.raw(">>");
    }
}

fn write_attributes(out: &mut Syntax, node: &Node) {
    if let Some(scope) = node.scope {
        out.raw(match scope {
            Scope::Column => "/A<</O/Table/Scope/Column>>",
            Scope::Row => "/A<</O/Table/Scope/Row>>",
        });
    } else if let Some(bbox) = node.bbox {
        out.raw("/A<</O/Layout/Placement/Block/BBox[");
        out.numbers(&bbox.map(hundredth));
        out.raw("]>>");
    } else if let Some(ground) = node.ground {
        out.raw("/A<</O/Layout/BackgroundColor[");
        out.numbers(&[ground.0, ground.1, ground.2].map(|part| hundredth(f64::from(part) / 255.0)));
        out.raw("]>>");
    } else if node.role == Role::L {
        out.raw("/A<</O/List/ListNumbering/Disc>>");
    }
}
