//! Disjoint sets of numbers, joined one by one.

/// Sets with path halving (Tarjan and van Leeuwen 1984); the smallest member stands for a set. A number that is not there is a
/// mistake of the caller, and panics.
///
/// ```
/// use sayso_trace::Sets;
/// let mut sets = Sets::new(4);
/// sets.join(3, 1);
/// assert_eq!(sets.root(3), 1);
/// assert_eq!(sets.members(), [vec![0], vec![1, 3], vec![2]]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Sets {
    parent: Vec<usize>,
}

impl Sets {
    /// Each of `n` numbers by itself.
    #[must_use]
    pub fn new(n: usize) -> Self {
        Self {
            parent: (0..n).collect(),
        }
    }

    /// One number more, by itself.
    pub fn push(&mut self) {
        self.parent.push(self.parent.len());
    }

    /// The smallest member of the set that a number is in.
    pub fn root(&mut self, mut i: usize) -> usize {
        while self.parent[i] != i {
            self.parent[i] = self.parent[self.parent[i]];
            i = self.parent[i];
        }
        i
    }

    /// Makes one of two sets.
    pub fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.parent[a.max(b)] = a.min(b);
    }

    /// The sets in order of their smallest members, each in order.
    #[must_use]
    pub fn members(mut self) -> Vec<Vec<usize>> {
        let n = self.parent.len();
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); n];
        for i in 0..n {
            let root = self.root(i);
            members[root].push(i);
        }
        members.retain(|m| !m.is_empty());
        members
    }
}
