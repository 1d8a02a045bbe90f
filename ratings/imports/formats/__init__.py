"""Lists of the registers beside the list of products: one format for each, for export, template and import."""
