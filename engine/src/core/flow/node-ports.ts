export { isInstantPort, portsOf } from "../nodes/node-shapes.js";
