FROM python:3.13-slim AS build
WORKDIR /src
COPY . .
RUN pip wheel --no-cache-dir --wheel-dir /wheels '.[fast]'

FROM python:3.13-slim
COPY --from=build /wheels /wheels
RUN pip install --no-cache-dir --no-index --find-links=/wheels 'mockc8y[fast]' \
    && rm -rf /wheels \
    && useradd --create-home mockc8y
USER mockc8y
WORKDIR /home/mockc8y
EXPOSE 8080
ENTRYPOINT ["mockc8y"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8080"]
