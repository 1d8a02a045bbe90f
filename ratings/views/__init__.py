"""Pages of the evaluation: dossiers, councils, score sheets, decisions, recognitions, verification."""
