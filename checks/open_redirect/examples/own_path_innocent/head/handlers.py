import tornado.web
from starlette.responses import RedirectResponse


class Files(tornado.web.RequestHandler):
    def prepare(self):
        if self.request.path.endswith("/"):
            self.redirect("/" + self.request.uri.strip("/"))


class Folder(tornado.web.RequestHandler):
    def get(self):
        path = self.request.path
        if path.startswith("//"):
            raise tornado.web.HTTPError(403)
        self.redirect(path + "/", permanent=True)


async def with_slash(request):
    return RedirectResponse(url="/docs" + request.url.path)
