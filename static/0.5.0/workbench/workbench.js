// The workbench as a component of the page: one player for each place it is mounted at.
import { dress, sheet } from "../shared/style.js";
import { Player } from "./player.js";

const SHEETS = await Promise.all(
  ["./workbench.css", "./drawing/drawing.css"].map((path) => sheet(new URL(path, import.meta.url))),
);
const players = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  let player = players.get(parentElement);
  if (!player) {
    dress(parentElement, SHEETS);
    const root = parentElement.querySelector(".player");
    player = Player.back(root) ?? new Player(root);
    players.set(parentElement, player);
  }
  player.tell = setTriggerValue;
  player.receive(data);
  return () => {
    player.stop();
    players.delete(parentElement);
  };
}
