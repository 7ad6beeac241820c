// What the player asks of a view, a way to look at the networks of a message.

import type { Network } from "../../shared/network.js";
import type { Message } from "../../shared/message";

/** Frame i of a message. */
export interface Frame {
  m: Message;
  i: number;
}

/** A moment between two frames. */
export interface Moment {
  from: Frame;
  to: Frame;
  share: number;
}

/** Unit of a hidden layer, both counted from 0. */
export interface Unit {
  layer: number;
  unit: number;
}

/** What is laid over the maps. */
export interface Shown {
  /** Wrong points are ringed. */
  wrong: boolean;
  /** Places where the network is uncertain are hatched. */
  unsure: boolean;
  /** The points of the step's batch are marked. */
  batch: boolean;
  /** Validation and test points are hidden. */
  untested: boolean;
  /** An answer has one colour, however certain it is. */
  plain: boolean;
}

export interface View {
  /** Shows the input plane as it is, so that the data points are drawn over it. */
  flat?: boolean;
  /** Is for deep networks: nothing stands beside it, and its pictures want to be wide. */
  alone?: boolean;
  /** Its colours say how certain the network is. */
  toned?: boolean;
  /** What is laid over the maps; the player sets it. */
  shown?: Shown;
  /** The unit that stands out. */
  lit?: Unit | null;
  /** The moment that is drawn; the player sets it before each picture. */
  moment?: Moment;
  /** Nothing moves, so that a finer picture may be computed. */
  calm?: boolean;
  /** The logit above which class 1 of two is answered; the player sets it. */
  level?: number;
  /** Asks for another picture; the player sets it. */
  changed?: () => void;
  /** Lays out everything for a message: pictures of this size in CSS pixels. */
  prepare(m: Message, size: number, ratio: number): void;
  /** Draws member p, whose weights at this moment are w. */
  draw(context: CanvasRenderingContext2D, p: number, net: Network, w: Float32Array): void;
  /** Draws what lies over the data points of member p. */
  over?(context: CanvasRenderingContext2D, p: number, net: Network, w: Float32Array): void;
  /** One sentence on what is seen of member p. */
  words?(p: number): string;
  /** Puts what the view is steered with into this box. */
  controls?(box: HTMLElement): void;
  /** The pointer is at a place of picture p; true where the picture changes by it. */
  hover?(p: number, x: number, y: number): boolean;
  /** Where data point n lies in picture p: nowhere, once, or on every tile. */
  spots?(p: number, n: number): [number, number][];
}
