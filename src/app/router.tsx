import { createBrowserRouter, redirect } from 'react-router'
import { paths } from '~/lib/paths'
import { loadCode } from '~/lib/missing-code'
import { Frame } from './frame'
import { RouteError } from './route-error'

/** Every page of the console. Pages are loaded on first visit. */
export function createRouter() {
  return createBrowserRouter(
    [
      {
        Component: Frame,
        ErrorBoundary: RouteError,
        HydrateFallback: EmptyScreen,
        children: [
          {
            ErrorBoundary: RouteError,
            children: [
              { index: true, loader: () => redirect(paths.batches()) },
              { path: 'batches', lazy: page(() => import('~/pages/batches/batches.page')) },
              {
                path: 'batches/new',
                lazy: page(() => import('~/pages/new-batch/new-batch.page')),
              },
              {
                path: 'batches/:batchId/:tab?',
                lazy: page(() => import('~/pages/batch/batch.page')),
              },
              { path: 'compare', lazy: page(() => import('~/pages/compare/compare.page')) },
              { path: 'jobs/:jobId', lazy: page(() => import('~/pages/job/job.page')) },
              { path: 'files', lazy: page(() => import('~/pages/files/files.page')) },
              { path: 'files/:fileId', lazy: page(() => import('~/pages/file/file.page')) },
              { path: 'models', lazy: page(() => import('~/pages/models/models.page')) },
              { path: 'usage', lazy: page(() => import('~/pages/usage/usage.page')) },
              {
                path: 'settings',
                lazy: page(() => import('~/pages/settings/settings.page')),
              },
              {
                path: '*',
                lazy: async () => ({ Component: (await loadCode(() => import('./not-found'))).NotFound }),
              },
            ],
          },
        ],
      },
    ],
    { basename: import.meta.env.BASE_URL },
  )
}

/** Before the first page's code is there, the plain background: a flash of skeleton would be longer than the wait. */
function EmptyScreen() {
  return null
}

/** A page that is loaded on first visit. @throws MissingCode where its code cannot be had */
function page<Route>(load: () => Promise<{ default: Route }>): () => Promise<Route> {
  return async () => (await loadCode(load)).default
}
