import { accessibleSuite } from "./accessible-suite.js";

await accessibleSuite("zh");
