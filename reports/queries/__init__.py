"""Read models for dashboards and packs: a fixed number of queries, plain frozen rows out."""
