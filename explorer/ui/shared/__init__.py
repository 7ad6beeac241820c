"""What several pages share: widgets, typed formulas, the run in progress and its mount."""
