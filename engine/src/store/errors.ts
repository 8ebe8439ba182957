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

/**
 * Another process has taken this database over while this one could not be heard of: it writes nothing any more, and what
 * it knows is stale. It has to end; started again it waits for the other's end.
 */
export class TakenOverError extends StoreError {
  override readonly name = "TakenOverError";
  constructor(place: string) {
    super(
      `another sopflow has taken over ${place}, because this one was not heard of for some seconds: this one writes nothing any more and ends. Nothing is lost. Find out what stopped it (a machine that slept, no processor, no network), and let one only run`,
    );
  }
}

/** The data folder or its files cannot be read or written, or hold something else. */
export class DataFolderError extends StoreError {
  override readonly name = "DataFolderError";
}
