import { QueryClientProvider } from "@tanstack/react-query";
import { makeQueryClient } from "../api/query-client.js";
import { startPage } from "../session/start-page.js";
import { ConsoleApp } from "./console-app.js";

const queries = makeQueryClient();

startPage(
  <QueryClientProvider client={queries}>
    <ConsoleApp />
  </QueryClientProvider>,
  () => void queries.invalidateQueries(),
);
