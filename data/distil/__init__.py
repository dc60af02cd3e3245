"""The one-off distillation of the public place lists into the tables of data/gazetteer."""
