import "./style/base.css";
import "./style/parts.css";
import "./style/controls.css";
import "./style/overview.css";
import "./style/issue.css";
import "./style/measures.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app";
import { client } from "./queries";
import { followTheme } from "./theme";

followTheme();
const place = document.getElementById("page");
if (place) {
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <App />
      </QueryClientProvider>
    </StrictMode>,
  );
}
