// The chain rule of one weight: every factor, the product, and the finite difference beside it.

import { make, write } from "../shared/elements.js";

/** @import { Rule } from "./message.js" */

export class RuleCard {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.box = make("div", "rule", parent);
    this.box.dataset.part = "rule";
    this.box.setAttribute("aria-live", "polite");
    this.title = make("h2", "", this.box);
    this.point = make("section", "", this.box);
    this.factors = make("div", "factors", this.point);
    this.lines = make("p", "lines", this.point);
    this.sentence = make("p", "", this.point);
    this.batch = make("section", "", this.box);
    this.mean = make("div", "factors", this.batch);
    this.batchSentence = make("p", "", this.batch);
  }

  /**
   * @param {string} name of the weight
   * @param {Rule} rule
   */
  show(name, rule) {
    write(this.title, `The chain rule of ${name}`);
    this.factors.replaceChildren();
    rule.factors.forEach(([what, value], n) => {
      if (n) make("span", "sign", this.factors, "·");
      chip(this.factors, what, value, n === rule.killer ? "killer" : "");
    });
    make("span", "sign", this.factors, "=");
    chip(this.factors, "∂L/∂w at this point", rule.gradient, "result");
    make("span", "sign", this.factors, "≈");
    chip(this.factors, "finite difference", rule.difference, "");
    write(this.lines, rule.lines.join("; "));
    write(this.sentence, rule.sentence);
    this.mean.replaceChildren();
    chip(this.mean, "∂L/∂w, mean over all points", rule.batch, "result");
    make("span", "sign", this.mean, "≈");
    chip(this.mean, "finite difference", rule.batch_difference, "");
    write(this.batchSentence, rule.batch_sentence);
  }
}

/**
 * A number with its name above it.
 * @param {HTMLElement} parent
 * @param {string} name
 * @param {string} value
 * @param {string} kind
 */
function chip(parent, name, value, kind) {
  const box = make("span", `chip ${kind}`, parent);
  make("small", "", box, name);
  make("b", "", box, value);
}
