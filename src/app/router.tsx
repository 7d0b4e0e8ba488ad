import { createBrowserRouter, redirect } from 'react-router'
import { paths } from '~/lib/paths'
import { Frame } from './frame'
import { NotFound } from './not-found'
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
              { path: 'batches', lazy: async () => (await import('~/pages/batches/batches.page')).default },
              {
                path: 'batches/new',
                lazy: async () => (await import('~/pages/new-batch/new-batch.page')).default,
              },
              {
                path: 'batches/:batchId/:tab?',
                lazy: async () => (await import('~/pages/batch/batch.page')).default,
              },
              { path: 'compare', lazy: async () => (await import('~/pages/compare/compare.page')).default },
              { path: 'jobs/:jobId', lazy: async () => (await import('~/pages/job/job.page')).default },
              { path: 'files', lazy: async () => (await import('~/pages/files/files.page')).default },
              { path: 'files/:fileId', lazy: async () => (await import('~/pages/file/file.page')).default },
              { path: 'models', lazy: async () => (await import('~/pages/models/models.page')).default },
              { path: 'usage', lazy: async () => (await import('~/pages/usage/usage.page')).default },
              {
                path: 'settings',
                lazy: async () => (await import('~/pages/settings/settings.page')).default,
              },
              { path: '*', Component: NotFound },
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
