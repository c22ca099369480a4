/** The server's answers as React has them: fetched once, kept, and asked for again while something moves. */

import { keepPreviousData, QueryClient, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ask, Problem, withQuery } from "./server";
import type { BatchLine, ChangeLine, Choices, FigureLine, Issue, IssueLine, Me, Overview, Run, Series } from "./types";
import type { Chosen, Length } from "./address";

const QUICK = 2_000;
const CALM = 15_000;
const SLOW = 30_000;
const RECENT = 30 * 60_000; // so long after its release, a delivery that has not begun may yet begin by itself
const KEPT = 5 * 60_000;

/** The cache of all answers. What is refused is refused for good; what fails is tried once more. */
export const client = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 1_000, retry: (times, error) => times < 1 && !isRefused(error) },
  },
});

function isRefused(error: Error | null): boolean {
  return error instanceof Problem && error.status >= 400 && error.status < 500;
}

/** How soon to ask again: never after a refusal, calmly after a failure. */
function paced({ error }: { error: Error | null }, interval: number | false): number | false {
  if (isRefused(error)) return false;
  return error && interval ? Math.max(interval, CALM) : interval;
}

/** Who looks. */
export function useMe() {
  return useQuery({ queryKey: ["me"], queryFn: ({ signal }) => ask<Me>("api/me", signal), staleTime: Infinity });
}

/** How all reports stand; asked for every two seconds while runs are under way. */
export function useOverview() {
  return useQuery({
    queryKey: ["overview"],
    queryFn: ({ signal }) => ask<Overview>("api/overview", signal),
    refetchInterval: ({ state }) => paced(state, state.data?.runs.length ? QUICK : CALM),
  });
}

/** Issues and batches, the latest first, a page at a time; of one period, the issues of a batch. */
export function useIssues(report: string, state: string, period: string) {
  return useInfiniteQuery({
    queryKey: ["issues", report, state, period],
    queryFn: ({ pageParam, signal }) =>
      ask<{ issues: (IssueLine | BatchLine)[]; more: boolean }>(
        withQuery("api/issues", { report, state, period, before: pageParam }),
        signal,
      ),
    initialPageParam: "",
    getNextPageParam: ({ issues, more }) => (more && issues.length ? String(issues.at(-1)?.id) : undefined),
    placeholderData: keepPreviousData,
  });
}

/** An issue; asked for often while a run about it is under way or it is being sent. */
export function useIssue(id: number, moving: boolean) {
  return useQuery({
    queryKey: ["issue", id],
    queryFn: ({ signal }) => ask<Issue>(`api/issues/${id}`, signal),
    refetchInterval: ({ state }) => paced(state, moving || (state.data && beingSent(state.data)) ? QUICK : SLOW),
  });
}

function beingSent(issue: Issue): boolean {
  const states = new Set(issue.deliveries.map(({ state }) => state));
  const released = issue.state === "released" && Date.now() - Date.parse(issue.decided_at) < RECENT;
  return states.has("claimed") || (released && states.has("not begun"));
}

/** The figures of an issue; these never change. */
export function useFigures(id: number) {
  return useQuery({
    queryKey: ["figures", id],
    queryFn: ({ signal }) => ask<{ figures: FigureLine[]; people: boolean }>(`api/issues/${id}/figures`, signal),
    staleTime: KEPT,
  });
}

/** What differs from the figures of the issue before. */
export function useChanges(id: number) {
  return useQuery({
    queryKey: ["changes", id],
    queryFn: ({ signal }) => ask<{ changes: ChangeLine[] }>(`api/issues/${id}/changes`, signal),
    staleTime: KEPT,
  });
}

/** A run of Airflow, asked for often until it ends; null asks for nothing. */
export function useRun(of: { dag: string; run: string } | null) {
  return useQuery({
    queryKey: ["run", of?.dag, of?.run],
    queryFn: ({ signal }) =>
      ask<Run>(`api/runs/${encodeURIComponent(of?.dag ?? "")}/${encodeURIComponent(of?.run ?? "")}`, signal),
    enabled: of !== null,
    refetchInterval: ({ state }) => paced(state, state.data && !isUnderWay(state.data) ? false : QUICK),
  });
}

/** Whether a run has not ended. */
export function isUnderWay(run: Run): boolean {
  return run.state === "queued" || run.state === "running";
}

/** What can be chosen in the view of measures. */
export function useChoices() {
  return useQuery({
    queryKey: ["choices"],
    queryFn: ({ signal }) => ask<Choices>("api/choices", signal),
    staleTime: KEPT,
  });
}

/** The query of a series, for its figures and for its CSV. */
export function seriesQuery(path: string, chosen: Chosen, last: Length): string {
  return withQuery(path, { ...chosen, last });
}

/** A measure over time; while another is fetched, the one before is still there. */
export function useSeries(chosen: Chosen, last: Length) {
  const path = seriesQuery("api/series", chosen, last);
  return useQuery({
    queryKey: ["series", path],
    queryFn: ({ signal }) => ask<Series>(path, signal),
    staleTime: KEPT,
    placeholderData: keepPreviousData,
  });
}
