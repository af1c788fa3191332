"""An invented Board to look at, with one named authority's published figures beside invented ones."""
