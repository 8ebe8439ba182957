export { type Reconciliation, reconciliationRecords, reconciliationSchema } from "./reconcile.js";
