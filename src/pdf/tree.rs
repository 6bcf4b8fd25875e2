//! The structure tree: what each thing on a page *is*, in reading order.
//!
//! A tagged PDF is two things that point at each other. The content stream of a page is cut into marked
//! sequences, each with a number (MCID). The tree holds elements (`H2`, `P`, `Table`, ...) whose leaves are
//! those numbers. A screen reader walks the tree and reads what the numbers mark; what no element owns is an
//! *artifact* (rules, running heads, repeated table heads) and is not read. Here a node is made when a block is
//! laid out, and gets its leaves when the block is drawn.

use crate::chart::Rgb;

/// The structure types of ISO 32000-1 that the reports use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    Document,
    Sect,
    /// H1 to H6.
    Heading(u8),
    P,
    BlockQuote,
    L,
    Li,
    Lbl,
    LBody,
    Table,
    THead,
    TBody,
    Tr,
    Th,
    Td,
    Figure,
    Link,
    Toc,
    Toci,
    Reference,
}

impl Role {
    /// The name in the file.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Document => "Document",
            Self::Sect => "Sect",
            Self::Heading(level) => ["H1", "H2", "H3", "H4", "H5", "H6"][usize::from(level.clamp(1, 6)) - 1],
            Self::P => "P",
            Self::BlockQuote => "BlockQuote",
            Self::L => "L",
            Self::Li => "LI",
            Self::Lbl => "Lbl",
            Self::LBody => "LBody",
            Self::Table => "Table",
            Self::THead => "THead",
            Self::TBody => "TBody",
            Self::Tr => "TR",
            Self::Th => "TH",
            Self::Td => "TD",
            Self::Figure => "Figure",
            Self::Link => "Link",
            Self::Toc => "TOC",
            Self::Toci => "TOCI",
            Self::Reference => "Reference",
        }
    }
}

/// Which cells a table header is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    Column,
    Row,
}

/// A node's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct NodeId(pub(crate) usize);

/// Who owns something drawn. There is no third way: nothing is drawn untagged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Owner {
    /// An element of the tree.
    Node(NodeId),
    /// Decoration, or a repetition.
    Artifact(Artifact),
}

impl Owner {
    /// Whoever owns what is there to be seen alone: nobody.
    pub(crate) const DECORATION: Self = Self::Artifact(Artifact::Layout);

    /// The same owner, or nobody for what is drawn once more.
    pub(crate) fn or_nobody(self, repetition: bool) -> Self {
        if repetition { Self::DECORATION } else { self }
    }
}

/// Kinds of what is not read out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Artifact {
    /// Running heads and page numbers.
    Pagination,
    /// Rules, grounds, symbols beside words, repeated table heads.
    Layout,
}

/// A child of a node, in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kid {
    Node(NodeId),
    /// A marked sequence: page from 0, and its number on that page.
    Content {
        page: usize,
        mcid: u32,
    },
    /// An annotation, by its number in the document.
    Annotation(usize),
}

/// An element.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub(crate) role: Role,
    pub(crate) parent: Option<NodeId>,
    /// Whether the parent lists it already.
    attached: bool,
    pub(crate) kids: Vec<Kid>,
    pub(crate) alt: Option<String>,
    pub(crate) lang: Option<String>,
    pub(crate) scope: Option<Scope>,
    /// Left, bottom, right, top in page points, of a figure.
    pub(crate) bbox: Option<[f64; 4]>,
    /// Ground colour, which some programs offer to show.
    pub(crate) ground: Option<Rgb>,
}

/// All elements. Node 0 is the document.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tree {
    pub(crate) nodes: Vec<Node>,
}

impl Tree {
    pub(crate) const ROOT: NodeId = NodeId(0);

    pub(crate) fn new() -> Self {
        let mut tree = Self { nodes: Vec::new() };
        tree.push(Role::Document, None);
        tree
    }

    /// An element that is the next child of its parent.
    pub(crate) fn add(&mut self, parent: NodeId, role: Role) -> NodeId {
        let node = self.push(role, Some(parent));
        self.attach(node);
        node
    }

    /// An element inside a line, such as a link: it takes its place among its parent's content when its first
    /// words are drawn.
    pub(crate) fn add_inline(&mut self, parent: NodeId, role: Role) -> NodeId {
        self.push(role, Some(parent))
    }

    fn push(&mut self, role: Role, parent: Option<NodeId>) -> NodeId {
        self.nodes.push(Node {
            role,
            parent,
            attached: false,
            kids: Vec::new(),
            alt: None,
            lang: None,
            scope: None,
            bbox: None,
            ground: None,
        });
        NodeId(self.nodes.len() - 1)
    }

    pub(crate) fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id.0]
    }

    fn attach(&mut self, id: NodeId) {
        let Some(parent) = self.nodes[id.0].parent else { return };
        if !std::mem::replace(&mut self.nodes[id.0].attached, true) {
            self.nodes[parent.0].kids.push(Kid::Node(id));
        }
    }

    /// Gives elements what was drawn of them on a page, and each its place if it has none yet. `annotations` is how many
    /// there are on the pages before.
    pub(crate) fn take(
        &mut self,
        leaves: Vec<(NodeId, Kid)>,
        boxes: &[(NodeId, [f64; 4])],
        annotations: usize,
    ) {
        for (id, kid) in leaves {
            self.attach(id);
            self.nodes[id.0].kids.push(match kid {
                Kid::Annotation(number) => Kid::Annotation(annotations + number),
                kid => kid,
            });
        }
        for (id, rect) in boxes {
            self.nodes[id.0].bbox = Some(*rect);
        }
    }
}
