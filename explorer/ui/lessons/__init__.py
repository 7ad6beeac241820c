"""Lessons on screen: a guide beside the pages, the list of all, and what a learner has done."""
