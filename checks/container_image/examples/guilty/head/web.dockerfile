FROM registry.example/team/base:4.2
FROM node:20.11-alpine
RUN pip install --trusted-host mirror.example thing
USER node
