import { TagChangeFields } from "../fields/tags-field.js";
import type { NodeForm } from "./node-form.js";

export const TagForm: NodeForm<"tag"> = ({ data }) => <TagChangeFields path={[]} value={data} />;
