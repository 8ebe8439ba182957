/** The store could not do it now (disk, network, lock). The caller retries the same write unchanged. */
export class StoreError extends Error {
  override readonly name: string = "StoreError";
}

/** Somebody else wrote first. Load again and decide anew; nothing was written. */
export class ConflictError extends Error {
  override readonly name: string = "ConflictError";
}

/** The data was written by a newer version of the product. Never opened, so that nothing in it is lost. */
export class NewerDataError extends Error {
  override readonly name: string = "NewerDataError";
  constructor(
    readonly found: number,
    readonly supported: number,
  ) {
    super(
      `the data has format ${found}, this version reads up to ${supported}: start a newer version of sopflow, or name another data folder`,
    );
  }
}

/** Another process works on this data folder. Nothing was opened. */
export class StoreBusyError extends StoreError {
  override readonly name = "StoreBusyError";
  constructor(readonly file: string) {
    super(`another sopflow works on ${file}: stop it first, or name another data folder`);
  }
}

/** The data folder or its files cannot be read or written, or hold something else. */
export class DataFolderError extends StoreError {
  override readonly name = "DataFolderError";
}
