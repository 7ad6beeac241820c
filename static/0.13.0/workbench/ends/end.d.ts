// What the judge asks of a picture of the networks' ends: from logits to labels.

import type { Message } from "../../shared/message";
import type { Tested } from "./tested.js";

/** What is seen at the moment shown. */
export interface Look {
  m: Message;
  /** What every network says of the test points. */
  tested: Tested;
  /** The network that is judged. */
  chosen: number;
  /** Probability above which class 1 is answered, and its logit. */
  threshold: number;
  cut: number;
  /** Whether the threshold is not the hand's to change. */
  still: boolean;
  /** The data point that is run through the network, or −1. */
  traced: number;
}

/** What a picture asks for. */
export interface Asks {
  /** Another threshold. */
  move(threshold: number): void;
  /** Data point n run through the network; −1 ends that. */
  trace(n: number): void;
}

/** How much room there is in CSS pixels. */
export interface Room {
  width: number;
  height: number;
}

export interface End {
  /** Its element, with the key of the picture as `data-part`. */
  box: HTMLElement;
  /** How high its picture wants to be at a width, beside its words; 0 where it has none. */
  wants(width: number): number;
  /** Another run. */
  take(m: Message): void;
  /** Lays its picture out. */
  resize(room: Room): void;
  /** Draws what moves. */
  draw(look: Look): void;
  /** Writes what is read: less often while it moves. */
  say(look: Look): void;
  /** What is seen, in words. */
  words(look: Look): string;
}
