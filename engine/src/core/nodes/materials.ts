import type { Material } from "@sopflow/schemas";
import type { CheckPath, NodeCheck } from "../flow/node-check.js";

/** Mini-programmes of old files carry their app id in front of the page. */
const WITH_APP_ID = /^wx[0-9a-f]{8,32}:.+$/;

/**
 * What could not be sent. A warning: files from before app ids were kept open and run as they did, without that
 * material.
 */
export function checkMaterials(materials: readonly Material[], path: CheckPath, check: NodeCheck): void {
  materials.forEach(({ kind, title, url, appId }, i) => {
    if (kind !== "miniprogram" || (appId !== undefined && appId !== "") || WITH_APP_ID.test(url)) return;
    check.warn("material.app_id_missing", [...path, i, "appId"], { title: title || url });
  });
}
