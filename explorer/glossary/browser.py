"""What the browser's pictures say of their words: a module, made by running this file.

`python -m explorer.glossary.browser > static/<version>/shared/glossary.js`
"""

from explorer.glossary import TERMS

# What legends and numbers of the pictures name.
SHOWN = (
    "accuracy",
    "auc",
    "base_rate",
    "epoch",
    "f1",
    "false_negative",
    "false_positive",
    "false_positive_rate",
    "fold",
    "gradient",
    "hidden_layer",
    "loss",
    "median",
    "precision",
    "prediction",
    "probability",
    "quartile",
    "r2",
    "recall",
    "step",
    "success_rate",
    "test_points",
    "threshold",
    "training_points",
    "true_negative",
    "true_positive",
    "validation_points",
    "warped_space",
    "wilson",
)
WIDEST = 100  # characters of a line
SHORT = 4  # letters of a key after which the formatter breaks no line
MODULE = """\
// What the words of the pictures mean: explorer/glossary/browser.py writes this file.

/** @typedef {keyof typeof TERMS} Term */

const TERMS = {
%s};

/**
 * The words with what they mean, a sentence each.
 * @param {...Term} terms
 */
export const meaning = (...terms) => terms.map((term) => TERMS[term]).join(" ");

/**
 * Has an element say what its words mean, where it is pointed at.
 * @param {HTMLElement} element
 * @param {...Term} terms
 */
export function explain(element, ...terms) {
  element.title = meaning(...terms);
}
"""


def source() -> str:
    """The text of the module, laid out as its formatter does."""
    return MODULE % "".join(map(_entry, SHOWN))


def _entry(key: str) -> str:
    term = TERMS[key]
    line = f'  {key}: "{term.label}: {term.sentence}",\n'
    return (
        line if len(line) <= WIDEST + 1 or len(key) <= SHORT else line.replace(": ", ":\n    ", 1)
    )


if __name__ == "__main__":
    print(source(), end="")
