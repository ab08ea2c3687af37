import tornado.web
from starlette.responses import RedirectResponse


class Files(tornado.web.RequestHandler):
    def prepare(self):
        if self.request.path.endswith("/"):
            self.redirect(self.request.uri.rstrip("/"))


class Folder(tornado.web.RequestHandler):
    def get(self):
        self.redirect(self.request.path + "/", permanent=True)


async def with_slash(request):
    return RedirectResponse(url=request.url.path + "/")
