from flask_socketio import SocketIO
from tornado.websocket import WebSocketHandler

socketio = SocketIO(app, cors_allowed_origins="*")


class Feed(WebSocketHandler):
    def check_origin(self, origin):
        return True
