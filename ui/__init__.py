"""What the pages share: the look, the language, the answers of the visit, and the parts they are drawn from."""
